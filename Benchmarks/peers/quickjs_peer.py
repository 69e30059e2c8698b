"""JavaScript within Python, by quickjs."""

import json

import quickjs

import work

OPERATIONS = json.dumps(work.OPERATIONS)


def main():
    calls = []
    for _, context, kind, count in work.CASES:
        engine = quickjs.Context()
        engine.set_memory_limit(256 << 20)
        hook = engine.eval(
            f"(function (ctx) {{ {work.JAVASCRIPT_BODIES[kind]}\nreturn wanted ? {OPERATIONS} : [] }})")
        text = json.dumps(context)

        def call():
            engine.set_time_limit(work.BUDGET)
            return json.loads(hook(engine.parse_json(text)).json())

        calls.append(work.time_call(call, count))

    engine = quickjs.Context()
    loop = engine.eval("(function () { while (true) {} })")

    def stop():
        engine.set_time_limit(work.BUDGET)
        try:
            loop()
        except quickjs.JSException:
            return

    work.report(
        "quickjs", calls, work.time_stops(stop), "processor time, memory",
        "JSON text parsed by the engine, its time limit (processor time) and memory limit set, the call, the result as "
        "JSON text parsed by Python; the function is reused")


main()
