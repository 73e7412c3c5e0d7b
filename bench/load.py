"""A small load generator: keep-alive connections on plain sockets, so that the client costs little."""

import socket
import threading
import time
from collections.abc import Callable, Sequence
from typing import BinaryIO, NamedTuple

import psutil

Request = Callable[[int], bytes]


class Result(NamedTuple):
    """What one drive showed: requests a second, and milliseconds of the server's CPU for one request."""

    per_second: float
    cpu_ms: float
    bytes: int


class Refused(RuntimeError):
    """The server answered with something else than the drive expects."""


def drive(port: int, requests: Sequence[Request], seconds: float, server: psutil.Process, expect: bytes) -> Result:
    """Drive one connection per request maker for so many seconds; raise `Refused` for another status than `expect`."""
    until = time.monotonic() + seconds
    counts, sizes, failures = [0] * len(requests), [0] * len(requests), []

    def work(number: int) -> None:
        with socket.create_connection(("127.0.0.1", port)) as connection:
            reader = connection.makefile("rb")
            while time.monotonic() < until:
                connection.sendall(requests[number](counts[number]))
                status, size = _read(reader)
                if not status.startswith(expect):
                    failures.append(status)
                    return
                counts[number] += 1
                sizes[number] = size

    before, began = cpu_seconds(server), time.monotonic()
    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(requests))]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    took, spent, done = time.monotonic() - began, cpu_seconds(server) - before, sum(counts)
    if failures or not done:
        raise Refused(str(failures[:1] or "no answer"))
    return Result(done / took, 1000 * spent / done, max(sizes))


def once(port: int, request: Request) -> None:
    """Send one request on a connection of its own."""
    with socket.create_connection(("127.0.0.1", port)) as connection:
        connection.sendall(request(0))
        _read(connection.makefile("rb"))


def cpu_seconds(server: psutil.Process) -> float:
    """Return the CPU time of a server and its workers."""
    total = 0.0
    for process in [server, *server.children(recursive=True)]:
        times = process.cpu_times()
        total += times.user + times.system
    return total


def _read(reader: BinaryIO) -> tuple[bytes, int]:
    status = reader.readline().split(b" ", 1)[1].strip()
    length = 0
    while (line := reader.readline()) not in (b"\r\n", b""):
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    reader.read(length)
    return status, length
