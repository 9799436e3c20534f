"""Mails about an account leave through the outbox, and the link for a new password is written
down nowhere."""

from __future__ import annotations

import json
import re
from importlib.resources import files

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.core import serializers
from django.core.mail import EmailMultiAlternatives
from django.test import Client

from accounts.actor import Actor
from tests import factories
from tracker import emails
from tracker.accountmail import TEMPLATES, AccountAdapter
from tracker.domain.dispatch import dispatch
from tracker.enums import MailKind, MailState
from tracker.models import OutgoingMail

pytestmark = pytest.mark.django_db

NEW_PASSWORD = "another long passphrase"
# Mails of pages that we do not have: nobody confirms an address or signs in by code, and nobody
# without an account is written to.
NEVER_ASKED_FOR = re.compile(
    r"account_already_exists|email_(changed|confirm\w*|deleted)|login_code|password_reset_code|base"
    r"|unknown_account|webauthn_\w+"
)


@pytest.fixture(autouse=True)
def _no_rate_limit(settings) -> None:
    """What counts requests is Redis, which these tests share with all others."""
    settings.ACCOUNT_RATE_LIMITS = False


def ask_for_a_new_password(client: Client, address: str) -> str:
    response = client.post("/en/password/reset/", {"email": address})
    assert response.status_code == 302
    return response.url


def sent_text(mailoutbox: list[EmailMultiAlternatives]) -> str:
    (mail,) = mailoutbox
    return "\n".join([mail.subject, mail.body, mail.alternatives[0].content])


def test_link_for_a_new_password_is_made_at_sending_and_stored_nowhere(
    client: Client, amina: Actor, settings, mailoutbox
) -> None:
    settings.PUBLIC_BASE_URL = "https://tracker.example.org"
    ask_for_a_new_password(client, "Amina@KEN.example")
    mail = OutgoingMail.objects.get()
    assert (mail.kind, mail.template, mail.recipient) == (
        MailKind.SECURITY,
        "password_reset",
        amina.user,
    )
    assert mail.facts == {}
    assert dispatch().sent == 1
    link = re.search(
        r"https://tracker\.example\.org(/en/password/reset/key/\S+)", sent_text(mailoutbox)
    )
    assert link is not None
    key = link[1].strip("/").split("/")[-1].split("-", 1)[1]
    stored = serializers.serialize("json", OutgoingMail.objects.all())
    assert key not in stored
    assert key not in json.dumps(list(mail.tries.values_list("detail")))

    page = client.get(link[1], follow=True)
    assert page.status_code == 200
    client.post(page.request["PATH_INFO"], {"password1": NEW_PASSWORD, "password2": NEW_PASSWORD})
    amina.user.refresh_from_db()
    assert amina.user.check_password(NEW_PASSWORD)
    assert OutgoingMail.objects.filter(template="password_changed", recipient=amina.user).exists()


def test_stranger_gets_the_same_answer_and_no_mail(client: Client, amina: Actor) -> None:
    known = ask_for_a_new_password(client, amina.user.email)
    unknown = ask_for_a_new_password(client, "nobody@ken.example")
    assert unknown == known
    assert [m.recipient for m in OutgoingMail.objects.all()] == [amina.user]


def test_link_dies_with_the_account(client: Client, amina: Actor, mailoutbox) -> None:
    ask_for_a_new_password(client, amina.user.email)
    amina.user.is_active = False
    amina.user.save()
    assert dispatch().sent == 0
    assert OutgoingMail.objects.get().state == MailState.CANCELLED
    assert mailoutbox == []


def test_host_of_the_request_enters_no_link(amina: Actor, settings, mailoutbox) -> None:
    settings.ALLOWED_HOSTS = ["*"]
    ask_for_a_new_password(Client(headers={"host": "evil.example"}), amina.user.email)
    dispatch()
    assert "evil" not in sent_text(mailoutbox)
    assert f"{settings.PUBLIC_BASE_URL}/en/password/reset/key/" in sent_text(mailoutbox)


def test_mail_about_an_account_is_in_its_persons_language(
    client: Client, settings, mailoutbox
) -> None:
    reader = factories.make_user(language="ar")
    ask_for_a_new_password(client, reader.email)
    dispatch()
    assert f"{settings.PUBLIC_BASE_URL}/ar/password/reset/key/" in sent_text(mailoutbox)


def test_every_mail_that_allauth_knows_is_ours_or_never_asked_for() -> None:
    templates = files("allauth") / "templates"
    prefixes = {
        f"{part}/email/{path.name.removesuffix('_message.txt')}"
        for part in ("account", "mfa")
        for path in (templates / part / "email").iterdir()
        if path.name.endswith("_message.txt")
    }
    assert {p for p in prefixes if not NEVER_ASKED_FOR.search(p)} == TEMPLATES.keys()
    assert set(TEMPLATES.values()) <= emails.WRITERS.keys()


def test_nobody_signs_up_by_themselves(rf) -> None:
    request = rf.get("/en/signup/")
    request.session = SessionStore()
    assert AccountAdapter(request).is_open_for_signup(request) is False
