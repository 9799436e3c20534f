"""Sessions: how long they live, when their id changes, and how they end."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.test import Client
from django.urls import reverse

from accounts import sessions
from accounts.enums import Role
from accounts.models import User
from tests import authenticators, factories

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 11, 25, 12, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
COOKIE = "session"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


def person(role: str = Role.FOCAL_POINT, member: str | None = "KEN") -> User:
    user = factories.make_user(password=factories.PASSWORD)
    factories.make_seat(role, member, user)
    return user


def browser(user: User, key: str = "") -> Client:
    client = Client()
    authenticators.sign_in(client, user, key)
    assert is_in(client)
    return client


def is_in(client: Client) -> bool:
    """Whether the next request of this browser still is the person's."""
    return client.get(reverse("tracker:inbox")).status_code == 200


def id_of(client: Client) -> str:
    return client.cookies[COOKIE].value


@pytest.mark.parametrize(
    ("role", "member", "idle"),
    [(Role.FOCAL_POINT, "KEN", 12), (Role.REVIEWER, None, 12), (Role.ADMINISTRATOR, None, 1)],
)
def test_session_ends_after_its_idle_time(role: str, member: str | None, idle: int) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = browser(person(role, member))
        clock.shift(idle * HOUR - dt.timedelta(minutes=1))
        assert is_in(client)
        clock.shift(idle * HOUR + dt.timedelta(seconds=1))
        assert not is_in(client)
        clock.move_to(NOW)
        assert not is_in(client)


@pytest.mark.parametrize(
    ("role", "member", "whole"), [(Role.FOCAL_POINT, "KEN", 24), (Role.ADMINISTRATOR, None, 12)]
)
def test_session_ends_after_its_whole_time_however_busy(
    role: str, member: str | None, whole: int
) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = browser(person(role, member))
        for _ in range(2 * whole - 1):
            clock.shift(HOUR / 2)
            assert is_in(client)
        clock.shift(HOUR / 2 + dt.timedelta(seconds=1))
        assert not is_in(client)


def test_session_without_its_clocks_is_over() -> None:
    user = person()
    client = browser(user)
    session = client.session
    del session[sessions.BEGAN]
    session.save()
    assert not is_in(client)


def test_planted_session_id_is_not_the_one_after_signing_in() -> None:
    user = person()
    planted = Client()
    planted.get("/en/login/?next=/en/work/")
    session = planted.session
    session["planted"] = "x"
    session.save()
    planted.cookies[COOKIE] = session.session_key
    victim = Client()
    victim.cookies[COOKIE] = session.session_key
    authenticators.sign_in(victim, user)
    assert id_of(victim) != session.session_key
    assert is_in(victim)
    assert not is_in(planted)
    assert not Session.objects.filter(session_key=session.session_key).exists()


def test_id_changes_with_the_code_and_the_half_way_id_is_dead() -> None:
    user = person()
    key = authenticators.turn_on(user)
    client, thief = Client(), Client()
    client.post("/en/login/", {"login": user.email, "password": factories.PASSWORD})
    thief.cookies[COOKIE] = half_way = id_of(client)
    assert not is_in(thief)
    client.post("/en/login/code/", {"code": authenticators.code(key)})
    assert id_of(client) != half_way
    assert is_in(client)
    assert not is_in(thief)


def test_new_password_changes_the_id_and_ends_the_other_sessions() -> None:
    user = person()
    here, there = browser(user), browser(user)
    before = id_of(here)
    new = "plum trail ember fog"
    said = {"oldpassword": factories.PASSWORD, "password1": new, "password2": new}
    assert here.post("/en/account/password/", said).url == reverse("tracker:account")
    assert id_of(here) != before
    assert is_in(here)
    assert not is_in(there)
    user.refresh_from_db()
    assert user.check_password(new)


def test_signing_out_everywhere_else_takes_one_request() -> None:
    user = person()
    here, there, stranger = browser(user), browser(user), browser(person())
    before = id_of(here)
    here.post(reverse("tracker:sessions-end"), {"which": "others"})
    assert is_in(here)
    assert id_of(here) != before
    assert not is_in(there)
    assert is_in(stranger)


def test_signing_out_everywhere_ends_this_one_too_and_clears_the_browser() -> None:
    user = person()
    here, there = browser(user), browser(user)
    response = here.post(reverse("tracker:sessions-end"), {"which": "all"})
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_in(here)
    assert not is_in(there)


def test_signing_out_clears_the_browser_and_kills_the_id() -> None:
    client = browser(person())
    thief = Client()
    thief.cookies[COOKIE] = id_of(client)
    response = client.post("/en/logout/")
    assert response["Clear-Site-Data"] == '"cache", "cookies", "storage"'
    assert not is_in(client)
    assert not is_in(thief)


def test_one_other_browser_is_signed_out_alone() -> None:
    from allauth.usersessions.models import UserSession

    user = person()
    here, there, third = browser(user), browser(user), browser(user)
    row = UserSession.objects.get(session_key=id_of(there))
    stranger = browser(person())
    assert stranger.post(reverse("tracker:session-end", args=[row.pk])).status_code == 404
    assert is_in(there)
    here.post(reverse("tracker:session-end", args=[row.pk]))
    assert is_in(here)
    assert not is_in(there)
    assert is_in(third)


def test_disabled_person_is_out_at_the_next_request() -> None:
    user = person()
    client = browser(user)
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert not is_in(client)
