"""Lua within Redis, by FCALL over a Unix socket; the client is a socket and nothing else."""

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
import time

import work


class Client:
    """One connection; replies are read as they are sent."""

    def __init__(self, path):
        self.socket = socket.socket(socket.AF_UNIX)
        self.socket.connect(path)
        self.reader = self.socket.makefile("rb")

    @staticmethod
    def encode(*words):
        parts = [word if isinstance(word, bytes) else str(word).encode() for word in words]
        return b"*%d\r\n" % len(parts) + b"".join(b"$%d\r\n%s\r\n" % (len(part), part) for part in parts)

    def send(self, message):
        self.socket.sendall(message)
        return self.reply()

    def reply(self):
        line = self.reader.readline()
        kind, rest = line[:1], line[1:-2]
        if kind == b":":
            return int(rest)
        if kind == b"$":
            return self.reader.read(int(rest) + 2)[:-2].decode()
        if kind == b"*":
            return [self.reply() for _ in range(int(rest))]
        return line.decode().strip()  # a status or an error


LIBRARY = """#!lua name=perilune
redis.register_function('w1', function(_, args)
  local ctx = cjson.decode(args[1])
  %s
end)
redis.register_function('w2', function(_, args)
  local ctx = cjson.decode(args[1])
  %s
end)
redis.register_function('loop', function() while true do end end)
"""


def start(folder):
    path = os.path.join(folder, "redis.sock")
    server = subprocess.Popen(
        ["redis-server", "--port", "0", "--unixsocket", path, "--save", "", "--busy-reply-threshold", "10"],
        cwd=folder, stdout=subprocess.DEVNULL)
    for _ in range(100):
        if os.path.exists(path):
            return server, path
        time.sleep(0.05)
    server.terminate()
    sys.exit("redis-server did not open its socket")


def measure(path):
    client, watcher = Client(path), Client(path)
    library = LIBRARY % tuple(work.lua_script(kind, "") for kind in ("w1", "w2"))
    answer = client.send(Client.encode("FUNCTION", "LOAD", "REPLACE", library))
    if answer != "perilune":
        sys.exit(f"redis-server does not load a function: {answer}")
    calls = []
    for _, context, kind, count in work.CASES:
        text = json.dumps(context)
        calls.append(work.time_call(lambda: client.send(Client.encode("FCALL", kind, 0, text)), count))

    kill, loop = Client.encode("FUNCTION", "KILL"), Client.encode("FCALL", "loop", 0)

    def guard():
        time.sleep(work.BUDGET)
        while watcher.send(kill) != "+OK":
            pass

    def stop():
        thread = threading.Thread(target=guard)
        thread.start()
        client.send(loop)
        thread.join()

    work.report(
        "Redis FCALL", calls, work.time_stops(stop), "a second client's FUNCTION KILL",
        "JSON text encoded as a command, the Unix socket both ways, cjson.decode in the function, the reply read; "
        "stopped by FUNCTION KILL of a second client, everyone else waits until then; the function is reused")


with tempfile.TemporaryDirectory() as folder:
    server, path = start(folder)
    try:
        measure(path)
    finally:
        server.terminate()
        server.wait()
