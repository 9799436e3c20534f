"""`manage.py hold_mail`: the hold of a restored database, through the same verb."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from tracker.domain import outbox
from tracker.models import MailHold

pytestmark = pytest.mark.django_db


def run(*words: str) -> str:
    said = StringIO()
    call_command("hold_mail", *words, stdout=said)
    return said.getvalue()


def test_command_holds_with_a_reason_and_releases() -> None:
    assert "until it is released: Restored from Friday" in run("Restored from Friday")
    assert outbox.is_on_hold()
    assert "Mail leaves again." in run("--release")
    assert not outbox.is_on_hold()
    assert "Mail was not on hold." in run("--release")


def test_command_without_a_reason_is_refused() -> None:
    with pytest.raises(CommandError, match="Say in up to 200 characters why"):
        run()
    assert not MailHold.objects.exists()
