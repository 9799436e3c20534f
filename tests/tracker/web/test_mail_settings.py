"""The page of a person's mails: every switch, a pause, and the address of their calendar."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from accounts.actor import Actor
from tests.tracker.web.pages import as_person, text
from tracker.enums import Topic
from tracker.models import CalendarFeed, MailPause, MailPreference

pytestmark = pytest.mark.django_db
PAGE = "/en/settings/email/"


def said(**changes: str) -> dict[str, str]:
    return {**dict.fromkeys(Topic.values, "now"), "language": "en", "time_zone": "", **changes}


def test_switches_language_and_zone_are_saved(amina: Actor) -> None:
    client = as_person(amina)
    sent = said(news="off", deadlines="weekly", language="fr", time_zone="Africa/Lagos")
    assert client.post(PAGE, sent).url == "/fr/settings/email/"
    amina.user.refresh_from_db()
    assert (amina.user.language, amina.user.time_zone) == ("fr", "Africa/Lagos")
    assert dict(MailPreference.objects.values_list("topic", "frequency")) == {
        "news": "off",
        "deadlines": "weekly",
    }
    page = text(client.get(PAGE))
    assert re.search(r'name="news"\s+value="off"[^>]*checked', page)
    assert re.search(r'name="comments"\s+value="now"[^>]*checked', page)


@pytest.mark.parametrize(
    "wrong", [{"news": "hourly"}, {"news": ""}, {"language": "xx"}, {"time_zone": "Mars/North"}]
)
def test_wrong_choice_is_named_and_changes_nothing(amina: Actor, wrong: dict[str, str]) -> None:
    response = as_person(amina).post(PAGE, said(**{"deadlines": "off", **wrong}))
    assert response.status_code == 400
    assert re.search(r'name="deadlines"\s+value="off"[^>]*checked', text(response))
    assert "<title>Error:" in text(response)
    amina.user.refresh_from_db()
    assert (amina.user.language, amina.user.time_zone) == ("en", "")
    assert not MailPreference.objects.exists()


def test_pause_and_its_end_are_one_button_each(amina: Actor) -> None:
    client = as_person(amina)
    client.post(PAGE, {"then": "pause", "weeks": "1"})
    assert MailPause.objects.get().user == amina.user
    assert "Send them again now" in text(client.get(PAGE))
    client.post(PAGE, {"then": "resume"})
    assert not MailPause.objects.exists()
    assert client.post(PAGE, {"then": "pause", "weeks": "9"}).status_code == 400


def test_address_of_the_calendar_is_shown_once_and_kept_as_its_digest(amina: Actor) -> None:
    client = as_person(amina)
    first = _address(client.post(PAGE, {"then": "make-address"}))
    assert client.get(first).status_code == 200
    assert first not in text(client.get(PAGE))
    assert CalendarFeed.objects.get().digest not in first
    second = _address(client.post(PAGE, {"then": "make-address"}))
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    client.post(PAGE, {"then": "revoke-address"})
    assert client.get(second).status_code == 404
    assert not CalendarFeed.objects.exists()


def _address(response) -> str:
    found = re.search(r"/calendar/[\w-]{43}\.ics", text(response))
    assert found is not None
    return found[0]


def test_page_is_linked_from_the_account_and_every_footer(amina: Actor) -> None:
    client = as_person(amina)
    for page in ("/en/account/", "/en/matrix/", "/en/inbox/"):
        assert PAGE in text(client.get(page))
    assert PAGE not in text(Client().get("/en/matrix/"))
    assert Client().get(PAGE).status_code == 302
