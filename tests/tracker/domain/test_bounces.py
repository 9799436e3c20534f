"""Mails that come back later."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest
from django.core.management import call_command

from tests.mailsink import listening
from tests.reminding import MORNING, security_mail
from tracker.domain.bounces import take_back
from tracker.domain.dispatch import dispatch
from tracker.mailwords import remedy
from tracker.models import OutgoingMail

pytestmark = pytest.mark.django_db
REPORT = """\
From: MAILER-DAEMON@relay.example
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

The mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example

Final-Recipient: rfc822; somebody@ministry.example
Action: {action}
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 No such user

--b
Content-Type: {kind}

Message-ID: {message_id}
Subject: Your password was changed

--b--
"""


@pytest.fixture
def sent(settings) -> OutgoingMail:
    with listening() as sink:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", sink.port
        mail = security_mail()
        assert dispatch(MORNING).sent == 1
    mail.refresh_from_db()
    return mail


def report(mail: OutgoingMail, **facts: str) -> bytes:
    said = {"action": "failed", "kind": "message/rfc822", "message_id": mail.message_id, **facts}
    return REPORT.format(**said).encode()


@pytest.mark.parametrize("kind", ["message/rfc822", "text/rfc822-headers"])
def test_report_of_a_failed_delivery_makes_the_mail_failed_with_the_reason(
    sent: OutgoingMail, kind: str
) -> None:
    assert take_back(report(sent, kind=kind)) == sent
    sent.refresh_from_db()
    assert (sent.state, sent.smtp_reply) == ("failed", "5.1.1 smtp; 550 5.1.1 No such user")
    assert "sent back later" in remedy(sent.last_error)
    assert [one.outcome for one in sent.tries.all()] == ["sent", "failed"]
    assert take_back(report(sent, kind=kind)) is None
    assert sent.tries.count() == 2


@pytest.mark.parametrize(
    "raw",
    [
        lambda mail: report(mail, action="delayed"),
        lambda mail: report(mail, message_id="<somebody@else.example>"),
        lambda mail: f"Subject: On holiday\nIn-Reply-To: {mail.message_id}\n\nBack soon.".encode(),
        lambda mail: b"",
        lambda mail: b"\xff\x00" * 50,
    ],
    ids=["delayed", "not ours", "a person", "nothing", "no mail"],
)
def test_anything_else_changes_nothing(sent: OutgoingMail, raw) -> None:
    before = OutgoingMail.objects.values().get()
    assert take_back(raw(sent)) is None
    assert OutgoingMail.objects.values().get() == before


def test_command_reads_what_the_mail_server_pipes_in(
    sent: OutgoingMail, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for raw, said in ((report(sent), "Noted as failed"), (b"Hello", "Nothing was changed")):
        monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(raw)))
        call_command("take_bounce")
        assert said in capsys.readouterr().out
