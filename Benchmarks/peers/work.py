"""W1 and W2 as `Sources/PeriluneBenchmarks/Contexts/Work.swift` has them, and how they are timed."""

import json
import sys
import time

DRAFT = (
    "The fog has come in with the tide, and the lamps along the harbor wall are small and yellow. Mira counts the "
    "crates twice, because Tomas counted them once. When the last one is aboard she sits down on it, wipes her hands "
    "and says what she has wanted to say all week: thank you, for the boat and for the soup. Nobody has done as much."
)[:300]

ATTRIBUTES = {
    "relationship.mira.bond": 41, "relationship.mira.trust": 7, "scene.location": "the harbor wall",
    "scene.mood": "calm", "scene.weather": "fog",
}

COMMON = {
    "requestId": "7c4a8d09-ca37-42af-9f4b-2f5e1f6e0c11", "role": "Player", "sessionId": "moonlit-harbor-2024-11-03",
    "tenantId": "the-lantern-guild",
}

W1 = {"attributes": ATTRIBUTES, "draft": {"text": DRAFT}, "message": {"name": "Tomas", "text": DRAFT[:200]}, **COMMON}


def w2(size):
    """A history of so many bytes."""
    messages = [
        {"name": "Mira" if number % 2 else "Tomas", "text": f"{number}: {DRAFT[-190:]}", "turn": number}
        for number in range(max(1, size // 250))
    ]
    return {"attributes": ATTRIBUTES, "history": messages, **COMMON}


OPERATIONS = [["increment", "relationship.mira.bond", 2], ["set", "scene.mood", "warm"]]

LUA_OPERATIONS = "{{'increment', 'relationship.mira.bond', 2}, {'set', 'scene.mood', 'warm'}}"

LUA_BODIES = {
    "w1": """
      local bond = ctx.attributes["relationship.mira.bond"]
      local wanted = ctx.role == "Player" and bond < 100 and ctx.draft.text:find("thank", 1, true)
      """,
    "w2": """
      local history, attributes = ctx.history, ctx.attributes
      local bond, mood = attributes["relationship.mira.bond"], attributes["scene.mood"]
      local wanted = bond < 100 and mood ~= "warm" and history[#history].text:find("thank", 1, true)
      """,
}

JAVASCRIPT_BODIES = {
    "w1": """
      const bond = ctx.attributes["relationship.mira.bond"]
      const wanted = ctx.role === "Player" && bond < 100 && ctx.draft.text.includes("thank")
      """,
    "w2": """
      const history = ctx.history, attributes = ctx.attributes
      const bond = attributes["relationship.mira.bond"], mood = attributes["scene.mood"]
      const wanted = bond < 100 && mood !== "warm" && history[history.length - 1].text.includes("thank")
      """,
}

# Name, context, kind, how many calls make one measurement.
CASES = [
    ("w1", W1, "w1", 200), ("w2-10kb", w2(10_000), "w2", 50), ("w2-100kb", w2(100_000), "w2", 8),
    ("w2-1mb", w2(1_000_000), "w2", 2),
]

BUDGET = 0.010


def lua_script(kind, prefix="local ctx = ..."):
    """A chunk that is the hook; it returns its operations."""
    return f"{prefix}\n{LUA_BODIES[kind]}\nif wanted then return {LUA_OPERATIONS} end\nreturn {{}}"


def quantile(values, share):
    """Of any numbers, the one below which the share lies."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def time_call(call, calls, rounds=21):
    """The median nanoseconds of one call, which has to return the operations."""
    if call() != OPERATIONS:
        raise SystemExit(f"the hook returned {call()!r}")
    samples = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        for _ in range(calls):
            call()
        samples.append((time.perf_counter_ns() - start) / calls)
    return quantile(samples, 0.5)


def time_stops(run, rounds=30):
    """Nanoseconds past the budget, p50 and p99, of what runs a loop without an end and returns when it was stopped."""
    late = []
    for _ in range(rounds):
        start = time.perf_counter_ns()
        run()
        late.append(max(0, time.perf_counter_ns() - start - BUDGET * 1e9))
    return quantile(late, 0.5), quantile(late, 0.99)


def report(name, calls, stops, limits, includes, clean=False):
    """Hands a row to `compare.py`.

    Nanoseconds of the cases and of stops, where there are some; the limits that were set; what the figures include, and
    whether every call starts without anything of an earlier one.
    """
    row = {"name": name, "calls": calls, "stops": stops, "limits": limits, "includes": includes, "clean": clean}
    json.dump(row, sys.stdout)
    print()
