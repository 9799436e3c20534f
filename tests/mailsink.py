"""A mail server on loopback that keeps what it is given, and refuses or hangs up when told to."""

from __future__ import annotations

import asyncio
import random
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

OK = "250 OK"


def free_port() -> int:
    """A port on loopback below the range from which clients take their own."""
    for _try in range(100):
        port = random.randint(20000, 32000)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise RuntimeError("No free port on loopback.")


@dataclass
class Sink:
    """What came in, and what the server says. A line set to `hang_up` breaks the connection at
    that step; `before_recipient` and `before_answer` run before the server answers who may get a
    mail and how it liked the text."""

    port: int = field(default_factory=free_port)
    to_sender: str = OK
    to_recipient: str = OK
    to_text: str = OK
    before_recipient: Callable[[], None] = lambda: None
    before_answer: Callable[[], None] = lambda: None
    received: list[EmailMessage] = field(default_factory=list)
    # When each of them came in, in seconds of the wall clock.
    times: list[float] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}"

    @property
    def recipients(self) -> list[str]:
        return sorted(str(mail["To"]) for mail in self.received)

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        envelope.mail_from = address
        return self._say(server, self.to_sender)

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any
    ) -> str:
        await asyncio.get_running_loop().run_in_executor(None, self.before_recipient)
        envelope.rcpt_tos.append(address)
        return self._say(server, self.to_recipient)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        mail = message_from_bytes(envelope.content, _class=EmailMessage, policy=policy.default)
        if self.to_text in (OK, HANG_UP):
            self.received.append(mail)
            self.times.append(time.time())
        await asyncio.get_running_loop().run_in_executor(None, self.before_answer)
        return self._say(server, self.to_text)

    def _say(self, server: SMTP, line: str) -> str:
        if line == HANG_UP:
            server.transport.abort()
            return "421 Gone"
        return line


HANG_UP = "hang up"


@contextmanager
def listening(**answers: Any) -> Iterator[Sink]:
    """A sink that listens until the block ends."""
    sink = Sink(**answers)
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
