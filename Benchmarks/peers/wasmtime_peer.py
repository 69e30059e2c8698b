"""WebAssembly within Python, by wasmtime: with fuel, with epochs, and with an instance per call."""

import struct
import sys
import threading
import time

import wasmtime

import work


def flat(value):
    """The buffer that `guest.c` reads: nodes of 16 bytes, found by their offsets, the root first."""
    buffer = bytearray(16)

    def place(data):
        buffer.extend(b"\0" * (-len(buffer) % 8))
        start = len(buffer)
        buffer.extend(data)
        return start

    def node(value):
        if isinstance(value, int):
            return struct.pack("<IIq", 0, 0, value)
        if isinstance(value, str):
            data = value.encode()
            return struct.pack("<IIQ", 1, len(data), place(data))
        if isinstance(value, list):
            return struct.pack("<IIQ", 2, len(value), place(b"".join([node(item) for item in value])))
        fields = [struct.pack("<II", place(key.encode()), len(key)) + node(item) for key, item in value.items()]
        return struct.pack("<IIQ", 3, len(fields), place(b"".join(fields)))

    buffer[:16] = node(value)
    return bytes(buffer)


class Guest:
    """A store with one instance of the module."""

    def __init__(self, engine, module, prepare):
        self.store = wasmtime.Store(engine)
        self.store.set_limits(memory_size=64 << 20)
        self.prepare = prepare
        prepare(self.store)
        exports = wasmtime.Instance(self.store, module, []).exports(self.store)
        self.exports = exports
        self.memory = exports["memory"]
        self.context = exports["context"](self.store)
        self.operations = exports["operations"](self.store)

    def call(self, function, data):
        self.prepare(self.store)
        self.memory.write(self.store, data, self.context)
        count = self.exports[function](self.store)
        words = self.memory.read(self.store, self.operations, self.operations + count).decode().split("\0")
        return [[words[0], words[1], int(words[2])], words[3:6]]


def times(engine, module, prepare, is_fresh=False):
    result = []
    for _, context, kind, count in work.CASES:
        data = flat(context)
        guest = Guest(engine, module, prepare)

        def call():
            return (Guest(engine, module, prepare) if is_fresh else guest).call(kind, data)

        result.append(work.time_call(call, min(count, 50)))
    return result


def engine_with(**options):
    config = wasmtime.Config()
    for name, value in options.items():
        setattr(config, name, value)
    return wasmtime.Engine(config)


def stop_by_epoch(engine, module, prepare):
    guest = Guest(engine, module, prepare)

    def tick():
        time.sleep(work.BUDGET)
        engine.increment_epoch()

    def stop():
        prepare(guest.store)
        thread = threading.Thread(target=tick)
        thread.start()
        try:
            guest.exports["loop"](guest.store)
        except wasmtime.Trap:
            thread.join()

    return work.time_stops(stop)


def main():
    with open(sys.argv[1], "rb") as file:
        code = file.read()
    includes = (
        "a flat buffer copied into the guest's memory, the call through Python's binding, the operations copied out; "
        "the guest is C compiled beforehand; ")

    fuel = engine_with(consume_fuel=True)
    module = wasmtime.Module(fuel, code)
    work.report(
        "wasmtime, fuel", times(fuel, module, lambda store: store.set_fuel(10_000_000)), None,
        "instructions, memory",
        includes + "fuel set per call; it counts instructions, not time; the instance is reused")

    epochs = engine_with(epoch_interruption=True)
    module = wasmtime.Module(epochs, code)

    def prepare(store):
        store.set_epoch_deadline(1)

    work.report(
        "wasmtime, epochs", times(epochs, module, prepare), stop_by_epoch(epochs, module, prepare),
        "time, memory",
        includes + "the epoch's deadline set per call; a second thread ends the epoch; the instance is reused")
    work.report(
        "wasmtime, clean", times(epochs, module, prepare, is_fresh=True), None,
        "time, memory",
        includes + "a new store and instance per call, as Perilune's clean start is one", clean=True)


main()
