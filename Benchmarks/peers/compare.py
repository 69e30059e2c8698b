"""Runs each peer in a process of its own and prints one table. Argument: where `compare` built its programs."""

import json
import os
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
COLUMNS = ["peer", "W1", "W2 10 KB", "W2 100 KB", "W2 1 MB", "stop p50", "stop p99", "clean", "limits"]


def time(nanoseconds):
    """In the unit that suits it."""
    if nanoseconds < 1e6:
        return f"{nanoseconds / 1e3:.2f} µs"
    return f"{nanoseconds / 1e6:.2f} ms"


def rows(script, *arguments):
    """The rows of one peer; a peer that fails says why and has none."""
    command = [sys.executable, os.path.join(HERE, script), *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=300)
    except subprocess.TimeoutExpired:
        print(f"{script}: gave no figures within 300 s", file=sys.stderr)
        return []
    if done.returncode != 0:
        print(f"{script}: {(done.stderr.strip() or 'failed').splitlines()[-1]}", file=sys.stderr)
    return [json.loads(line) for line in done.stdout.splitlines()]


def cells(row):
    calls = [time(call) for call in row["calls"]] if row["calls"] else ["-"] * 4
    stops = [time(stop) for stop in row["stops"]] if row["stops"] else ["-"] * 2
    return [row["name"], *calls, *stops, "yes" if row["clean"] else "no", row["limits"]]


def main():
    programs = sys.argv[1]
    found = []
    for line in sys.stdin:  # a peer a line: its script and its arguments
        script, *arguments = line.rstrip("\n").split("\t")
        found += rows(script, *(argument.replace("@", programs) for argument in arguments))
    lines = [COLUMNS] + [cells(row) for row in found]
    widths = [max(len(line[column]) for line in lines) for column in range(len(COLUMNS))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths)).rstrip())
    print("\nWhat each figure includes:")
    for row in found:
        print(f"- {row['name']}: {row['includes']}.")


main()
