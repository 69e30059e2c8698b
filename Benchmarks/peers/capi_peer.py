"""Lua by its C API: liblua, or LuaJIT. Arguments: a name for the row, the program, `guarded` or `free`."""

import os
import subprocess
import sys
import tempfile

import work


def lines(value):
    """The context as `capi.c` reads it."""
    if isinstance(value, int):
        return f"i {value}\n"
    if isinstance(value, str):
        return f"s {len(value.encode())}\n{value}\n"
    if isinstance(value, list):
        return f"a {len(value)}\n" + "".join(lines(item) for item in value)
    return f"o {len(value)}\n" + "".join(lines(key) + lines(item) for key, item in value.items())


def run(*arguments):
    output = subprocess.run(arguments, check=True, capture_output=True, text=True).stdout
    return [float(line) for line in output.split()]


def main():
    name, program, guard = sys.argv[1:]
    calls = []
    with tempfile.TemporaryDirectory() as folder:
        context_file, script_file = os.path.join(folder, "context"), os.path.join(folder, "hook.lua")
        for _, context, kind, count in work.CASES:
            with open(context_file, "w", encoding="utf-8") as file:
                file.write(lines(context))
            with open(script_file, "w", encoding="utf-8") as file:
                file.write(work.lua_script(kind))
            calls += run(program, "call", guard, context_file, script_file, str(count))
    includes = "C structures that were parsed before made into Lua tables, the call, the returned table walked; "
    if guard == "guarded":
        stops, limits = run(program, "stop"), "time by a hook that pcall swallows"
        includes += "a count hook that looks at the clock armed; "
    else:
        stops, limits = None, "none: compiled code runs no hooks"
    work.report(name, calls, stops, limits, includes + "the module is reused")


main()
