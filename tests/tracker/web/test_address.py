"""Changing one's own address, from the form to the link in the mail."""

from __future__ import annotations

import re

import pytest
from django.core.cache import cache
from django.test import Client

from accounts.actor import Actor
from tests import authenticators, factories
from tests.tracker.web.pages import as_person, text
from tracker.domain.dispatch import dispatch

pytestmark = pytest.mark.django_db
NEW = "amina@gender.example"


@pytest.fixture
def confirmed(amina: Actor) -> Client:
    cache.clear()
    amina.user.set_password(factories.PASSWORD)
    amina.user.save()
    client = Client()
    authenticators.sign_in(client, amina.user)
    client.post("/en/account/confirm/", {"password": factories.PASSWORD})
    return client


def test_address_changes_by_the_link_and_both_are_told(
    confirmed: Client, amina: Actor, settings, mailoutbox
) -> None:
    settings.PUBLIC_BASE_URL = "https://tracker.example.org"
    assert confirmed.post("/en/account/email/", {"email": NEW}).url == "/en/account/"
    dispatch()
    (mail,) = mailoutbox
    assert mail.to == [NEW]
    link = re.search(r"https://tracker\.example\.org(/en/account/email/\S+)", mail.body)
    assert link is not None
    page = Client().get(link[1])
    assert NEW in text(page)
    assert page["Referrer-Policy"] == "no-referrer"
    amina.user.refresh_from_db()
    assert amina.user.email == "amina@ken.example"
    Client().post(link[1])
    amina.user.refresh_from_db()
    assert amina.user.email == NEW
    dispatch()
    assert sorted(mail.to[0] for mail in mailoutbox[1:]) == [NEW, "amina@ken.example"]
    for told in mailoutbox[1:]:
        assert NEW not in told.body
        assert "ken.example" not in told.body
    assert "has been used or is too old" in text(Client().post(link[1]))
    assert authenticators.sign_in(Client(), amina.user).status_code == 302


@pytest.mark.parametrize("email", ["nobody", "mi\u212ae@example.org", "amina@ken.example"])
def test_wrong_address_stays_in_the_form_with_the_remedy(
    confirmed: Client, amina: Actor, email: str
) -> None:
    page = text(confirmed.post("/en/account/email/", {"email": email}))
    assert f'value="{email}"' in page
    assert "Write" in page
    amina.user.refresh_from_db()
    assert amina.user.email == "amina@ken.example"


def test_taken_address_answers_like_a_free_one(confirmed: Client, kari: Actor) -> None:
    taken = confirmed.post("/en/account/email/", {"email": kari.user.email})
    free = confirmed.post("/en/account/email/", {"email": NEW})
    assert (taken.status_code, taken.url) == (free.status_code, free.url)


@pytest.mark.parametrize("key", ["nothing", "a:b:c", "é"])
def test_link_that_is_none_changes_nothing(amina: Actor, key: str) -> None:
    assert "has been used or is too old" in text(as_person(amina).get(f"/en/account/email/{key}/"))
