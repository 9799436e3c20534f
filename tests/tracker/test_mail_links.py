"""The signed links of a mail: for one purpose, one person and the address they have now."""

from __future__ import annotations

import pytest

from accounts.actor import Actor
from tracker.enums import Topic
from tracker.mail_links import pause_path, pauser_from, stop_from, stop_path

pytestmark = pytest.mark.django_db


def key(path: str) -> str:
    return path.rstrip("/").rsplit("/", 1)[1]


def test_link_opens_for_its_person_and_topic(amina: Actor) -> None:
    found = stop_from(key(stop_path(amina.user, "decisions")))
    assert (found.user, found.topic) == (amina.user, Topic.DECISIONS)
    assert pauser_from(key(pause_path(amina.user))) == amina.user


def test_link_shows_no_address(amina: Actor) -> None:
    assert "amina" not in stop_path(amina.user, "news") + pause_path(amina.user)


def test_link_of_one_purpose_serves_no_other(amina: Actor) -> None:
    assert stop_from(key(pause_path(amina.user))) is None
    assert pauser_from(key(stop_path(amina.user, "news"))) is None


def test_new_address_or_closed_account_ends_the_link(amina: Actor) -> None:
    stop, pause = key(stop_path(amina.user, "news")), key(pause_path(amina.user))
    amina.user.email = "amina@gender.example"
    amina.user.save()
    assert (stop_from(stop), pauser_from(pause)) == (None, None)
    stop = key(stop_path(amina.user, "news"))
    assert stop_from(stop) is not None
    amina.user.is_active = False
    amina.user.save()
    assert stop_from(stop) is None


def test_key_that_was_tampered_with_opens_nothing(amina: Actor, kari: Actor) -> None:
    good = key(stop_path(amina.user, "news"))
    pk = str(amina.user.pk)
    for bad in (
        good.replace(pk, str(kari.user.pk), 1),
        good.replace("news", "deadlines"),
        good[:-1],
        good + "A",
        "",
        ".",
        ":",
        "١.news:x",
        "9" * 30 + ".news:x",
        "0.news:x",
        good * 9,
        good.upper(),
    ):
        assert stop_from(bad) is None, bad


def test_older_secret_still_opens(amina: Actor, settings) -> None:
    good = key(stop_path(amina.user, "news"))
    settings.SECRET_KEY_FALLBACKS, settings.SECRET_KEY = [settings.SECRET_KEY], "another " * 8
    assert stop_from(good) is not None
