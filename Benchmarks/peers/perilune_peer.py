"""Perilune's sandbox, measured by its own benchmarks. Argument: the program."""

import subprocess
import sys

import work

output = subprocess.run([sys.argv[1], "peer"], check=True, capture_output=True, text=True).stdout
shared, alone = [[float(figure) for figure in line.split("\t")] for line in output.splitlines()]
includes = (
    "budgets armed, a clean instantiation of the script, the call over the context, operations as Swift values, "
    "cleaning up; ")
work.report(
    "Perilune", shared[:4], shared[4:], "time, memory, output; instructions on request",
    includes + "the context's tape, which is built once for all extensions of a run, is not included", clean=True)
work.report(
    "Perilune, with tape", alone, None, "the same",
    includes + "and the context's tape, built from Swift values for each call", clean=True)
