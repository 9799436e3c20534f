"""Mails that a server took and sent back later: what came back says which, and why."""

from __future__ import annotations

import uuid
from email import message_from_bytes, policy
from email.message import EmailMessage, Message

from django.db import transaction

from tracker.enums import MailState
from tracker.mailwords import CAME_BACK
from tracker.models import MailAttempt, OutgoingMail

# More is no report of a mail of ours.
MOST_BYTES = 1024 * 1024
MOST_WORDS = 500
_TAKEN = (MailState.SENT, MailState.AMBIGUOUS)


def take_back(raw: bytes) -> OutgoingMail | None:
    """Notes that a mail of ours came back for good: a delivery report (RFC 3464) whose action is
    *failed* and that quotes our Message-ID. The mail counts as failed then, with the reason, and
    can be sent again; its lines stay in the inbox.

    None, and nothing written, for anything else: a delay, an answer of a person, a mail not ours.
    """
    report = message_from_bytes(raw[:MOST_BYTES], _class=EmailMessage, policy=policy.default)
    why, message_id = "", ""
    for part in report.walk():
        if part.get_content_type() == "message/delivery-status":
            why = why or _reason(part)
        elif part.get_content_type() == "text/rfc822-headers":
            quoted = part.get_payload(decode=True)
            headers = message_from_bytes(quoted if isinstance(quoted, bytes) else b"")
            message_id = message_id or _id_of(headers)
        elif part is not report and part.get("Message-ID"):
            message_id = message_id or _id_of(part)
    if not why or not message_id:
        return None
    with transaction.atomic():
        rows = OutgoingMail.objects.select_for_update()
        mail = rows.filter(message_id=message_id, state__in=_TAKEN).first()
        if mail is None:
            return None
        mail.state, mail.last_error, mail.smtp_reply = MailState.FAILED, f"{CAME_BACK} {why}", why
        mail.save(update_fields=["state", "last_error", "smtp_reply"])
        MailAttempt.objects.create(
            mail=mail, lease_token=uuid.uuid4(), outcome=MailState.FAILED, detail=mail.last_error
        )
    return mail


def _reason(status: Message) -> str:
    """What the other server said, where a recipient failed; empty where none did."""
    for group in status.get_payload():
        if isinstance(group, Message) and str(group.get("Action", "")).strip().lower() == "failed":
            said = [str(group.get(name, "")) for name in ("Status", "Diagnostic-Code")]
            words = " ".join(" ".join(said).split())
            return words[:MOST_WORDS] or "failed"
    return ""


def _id_of(message: Message) -> str:
    return str(message.get("Message-ID", "")).strip()
