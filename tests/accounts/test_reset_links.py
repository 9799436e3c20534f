"""The link for a new password: once, for an hour, and on no page after the first."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client

from accounts.models import User
from tests import authenticators, factories

pytestmark = pytest.mark.django_db
NEW = "plum trail ember fog"


@pytest.fixture(autouse=True)
def _no_earlier_tries() -> None:
    cache.clear()


@pytest.fixture
def user() -> User:
    return factories.make_user(password=factories.PASSWORD)


def link(user: User) -> str:
    key = default_token_generator.make_token(user)
    return f"/en/password/reset/key/{user_pk_to_url_str(user)}-{key}/"


def choose(address: str, password: str = NEW) -> HttpResponse:
    """Opens the link in a browser and sends the form."""
    client = Client()
    opened = client.get(address)
    if opened.status_code != 302:
        return opened
    return client.post(opened.url, {"password1": password, "password2": password})


def is_dead(response: HttpResponse) -> bool:
    return b"This link has been used or is too old" in response.content


def test_link_works_once(user: User) -> None:
    address = link(user)
    assert choose(address).status_code == 302
    user.refresh_from_db()
    assert user.check_password(NEW)
    assert is_dead(choose(address, "another trail ember fog"))
    user.refresh_from_db()
    assert user.check_password(NEW)


@pytest.mark.parametrize(("seconds", "dead"), [(3590, False), (3605, True)])
def test_link_lives_for_an_hour(user: User, seconds: int, dead: bool) -> None:
    address = link(user)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=seconds)):
        assert is_dead(Client().get(address)) is dead


def test_link_dies_when_the_password_changes(user: User) -> None:
    address = link(user)
    user.set_password("another trail ember fog")
    user.save()
    assert is_dead(choose(address))


def test_key_leaves_the_address_before_a_page_is_shown(user: User) -> None:
    client = Client()
    address = link(user)
    shown = client.get(address, follow=True)
    key = address.rstrip("/").rsplit("-", 1)[-1]
    assert key not in shown.request["PATH_INFO"]
    assert key not in shown.content.decode()
    assert shown["Referrer-Policy"] == "same-origin"


def test_new_password_signs_nobody_in_and_keeps_the_second_factor(user: User) -> None:
    key = authenticators.turn_on(user)
    client = Client()
    opened = client.get(link(user))
    client.post(opened.url, {"password1": NEW, "password2": NEW})
    assert "_auth_user_id" not in client.session
    said = {"login": user.email, "password": NEW}
    assert client.post("/en/login/", said).url == "/en/login/code/"
    assert client.post("/en/login/code/", {"code": authenticators.code(key)}).url == "/en/work/"


def test_new_password_ends_every_session(user: User) -> None:
    client = Client()
    client.force_login(user)
    assert client.get("/en/account/").status_code == 200
    choose(link(user))
    assert client.get("/en/account/").status_code == 302


@pytest.mark.parametrize(
    ("has_factor", "password", "is_accepted"),
    [(False, "plum-fog", False), (True, "plum-fog", True), (True, "kenya123", False)],
)
def test_rule_for_passwords_holds_at_the_link_too(
    user: User, has_factor: bool, password: str, is_accepted: bool
) -> None:
    if has_factor:
        authenticators.turn_on(user)
    choose(link(user), password)
    user.refresh_from_db()
    assert user.check_password(password) is is_accepted
