"""A real SMTP server for tests: it keeps what it is given, or refuses as it is told."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """What arrived, and how many deliveries are still to be refused."""

    def __init__(self) -> None:
        self.arrived: list[EmailMessage] = []
        self.refusals = 0

    async def handle_DATA(self, _server: Any, _session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Keep a message, or refuse it for now."""
        if self.refusals:
            self.refusals -= 1
            return "451 try again later"
        self.arrived.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 kept"


def free_port() -> int:
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def listening() -> Iterator[tuple[Sink, int]]:
    """Open the server on a free port of this machine for as long as the block runs."""
    sink = Sink()
    port = free_port()
    controller = Controller(sink, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield sink, port
    finally:
        controller.stop()
