"""Every change of an account's security is told to its person, in their language."""

from __future__ import annotations

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from accounts.actor import Actor
from tests import authenticators, factories
from tracker import emails
from tracker.domain.outbox import enqueue
from tracker.emails.security import SECURITY
from tracker.enums import MailKind
from tracker.models import OutgoingMail

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "ar", "fr"])
@pytest.mark.parametrize("template", sorted(SECURITY))
def test_letter_has_words_and_links_of_ours_alone(template: str, language: str) -> None:
    user = factories.make_user(language=language)
    facts = {"user": user.pk} if template == "email_confirm" else {}
    where = {"to_address": "new@ken.example"} if facts else {"recipient": user}
    mail = enqueue(MailKind.SECURITY, template, language=language, facts=facts, **where)
    message = emails.compose(mail, [], timezone.now())
    assert message.subject
    assert f'lang="{language}"' in message.alternatives[0].content
    for line in message.body.splitlines():
        assert "http" not in line or "http://127.0.0.1" in line
    assert user.email not in message.body
    assert user.name not in message.body


def templates(actor: Actor) -> list[str]:
    return list(
        OutgoingMail.objects.filter(recipient=actor.user)
        .order_by("pk")
        .values_list("template", flat=True)
    )


@pytest.mark.django_db(transaction=True)
def test_each_change_by_the_person_is_told() -> None:
    cache.clear()
    amina = factories.amina()
    amina.user.set_password(factories.PASSWORD)
    amina.user.save()
    client = Client()
    authenticators.sign_in(client, amina.user)
    key = "".join(client.get("/en/account/second-factor/").context["key"])
    client.post("/en/account/second-factor/", {"code": authenticators.code(key)})
    client.post("/en/account/codes/new/")
    client.post("/en/account/second-factor/off/", {"password": factories.PASSWORD})
    new = "plum trail ember fog"
    said = {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    client.post("/en/account/password/", said)
    assert templates(amina) == [
        "second_factor_on",
        "recovery_codes_new",
        "second_factor_off",
        "password_changed",
    ]
    assert all(mail.facts == {} for mail in OutgoingMail.objects.all())
