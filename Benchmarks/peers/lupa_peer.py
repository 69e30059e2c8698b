"""Lua 5.4 within Python, by lupa."""

from lupa.lua54 import LuaError, LuaRuntime

import work

# The usual guard: a count hook that looks at the clock. A script that catches errors escapes from it.
GUARD = """
function(seconds)
  local deadline = os.clock() + seconds
  debug.sethook(function() if os.clock() > deadline then error("time") end end, "", 1000)
end
"""


def operations(table):
    return [list(operation.values()) for operation in table.values()]


def main():
    calls = []
    for _, context, kind, count in work.CASES:
        lua = LuaRuntime(max_memory=256 << 20)
        arm = lua.eval(GUARD)
        hook = lua.eval(f"function(ctx)\n{work.lua_script(kind, '')}\nend")

        def call():
            arm(work.BUDGET)
            return operations(hook(lua.table_from(context, recursive=True)))

        calls.append(work.time_call(call, count))

    lua = LuaRuntime(max_memory=256 << 20)
    arm, loop = lua.eval(GUARD), lua.eval("function() while true do end end")

    def stop():
        arm(work.BUDGET)
        try:
            loop()
        except LuaError:
            return

    work.report(
        "lupa", calls, work.time_stops(stop), "processor time by a hook that pcall swallows, memory",
        "a dict made into Lua tables, a count hook armed, the call, the returned table walked; the module is reused")


main()
