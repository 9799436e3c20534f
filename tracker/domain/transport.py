"""Handing a mail to whoever takes it, in steps, so that the outbox knows how far it came."""

from __future__ import annotations

import contextlib
import smtplib
from typing import cast

from django.core.mail import EmailMessage, get_connection
from django.core.mail.backends.smtp import EmailBackend as SMTPBackend
from django.core.mail.message import SafeMIMEText, sanitize_address

OK = 250
ACCEPTS_LATER = 251


class Transport:
    """One conversation with the mail server, kept open over several mails.

    `offer` says from whom and to whom; nothing of the mail has left after it. `deliver` hands the
    text over: SMTP's DATA, the one step after which nobody can tell from a broken connection
    whether the mail went. Backends without such steps (files, HTTP providers) do all in
    `deliver`. A server that says no raises smtplib.SMTPResponseException with its code.
    """

    def __init__(self) -> None:
        self.backend = get_connection()

    @property
    def _smtp(self) -> smtplib.SMTP | None:
        return self.backend.connection if isinstance(self.backend, SMTPBackend) else None

    def open(self) -> None:
        """Connects, unless connected. Raises whatever keeps the server from being reached."""
        self.backend.open()

    def offer(self, message: EmailMessage) -> None:
        smtp = self._smtp
        if smtp is None:
            return
        smtp.ehlo_or_helo_if_needed()
        encoding = message.encoding or "utf-8"
        sender = sanitize_address(message.from_email, encoding)
        options = ["body=8bitmime"] if smtp.has_extn("8bitmime") else []
        code, reply = smtp.mail(sender, options)
        if code != OK:
            raise smtplib.SMTPResponseException(code, reply)
        (recipient,) = message.recipients()
        code, reply = smtp.rcpt(sanitize_address(recipient, encoding))
        if code not in (OK, ACCEPTS_LATER):
            raise smtplib.SMTPResponseException(code, reply)

    def deliver(self, message: EmailMessage) -> str:
        """Hands the text over and returns what the other side answered."""
        smtp = self._smtp
        if smtp is None:
            self.backend.send_messages([message])
            return ""
        text = cast(SafeMIMEText, message.message()).as_bytes(linesep="\r\n")
        code, reply = smtp.data(text)
        if code != OK:
            raise smtplib.SMTPResponseException(code, reply)
        return words(reply)

    def drop(self) -> None:
        """Hangs up without a word: for a conversation that broke or was refused midway."""
        if isinstance(self.backend, SMTPBackend) and self.backend.connection is not None:
            self.backend.connection.close()
            self.backend.connection = None
        else:
            self.close()

    def close(self) -> None:
        with contextlib.suppress(Exception):
            self.backend.close()


def words(reply: bytes | str) -> str:
    return reply.decode("utf-8", "replace") if isinstance(reply, bytes) else str(reply)
