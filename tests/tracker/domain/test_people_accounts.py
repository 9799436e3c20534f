"""Accounts of people: closing and opening them, their details and address, their sessions."""

from __future__ import annotations

import ast
import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import time_machine
from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.apps import apps
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client

from accounts.actor import Actor
from accounts.domain import tokens
from accounts.enums import Role
from accounts.models import ApiToken, User
from tests import factories
from tests.test_permission_matrix import ROUTES
from tests.tracker.api.conftest import Api
from tracker import addresses
from tracker.domain import people_accounts
from tracker.domain.errors import IllegalMove, NotAllowed
from tracker.models import OutgoingMail

pytestmark = pytest.mark.django_db
WHY = "Left the ministry."


@pytest.fixture
def adam(db: None) -> Actor:
    return factories.actor(factories.make_seat(Role.ADMINISTRATOR))


def test_closed_account_is_dead_at_the_next_request(adam: Actor, amina: Actor) -> None:
    client = Client()
    client.force_login(amina.user)
    caller = Api(amina, "read")
    assert client.get("/en/inbox/").status_code == caller.get("reports/").status_code == 200
    people_accounts.close_account(adam, amina.user, WHY)
    assert client.get("/en/inbox/").status_code == 302
    assert caller.get("reports/").status_code == 401
    assert not ApiToken.objects.filter(user=amina.user).exists()


def test_link_for_a_new_password_dies_with_the_account(adam: Actor, amina: Actor) -> None:
    key = default_token_generator.make_token(amina.user)
    address = f"/en/password/reset/key/{user_pk_to_url_str(amina.user)}-{key}/"
    assert Client().get(address).status_code == 302
    User.objects.filter(pk=amina.user.pk).update(is_active=False)
    assert b"This link has been used or is too old" in Client().get(address).content


def test_reopened_account_has_its_password_and_no_old_session_or_key(
    adam: Actor, amina: Actor
) -> None:
    amina.user.set_password(factories.PASSWORD)
    amina.user.save()
    client = Client()
    client.force_login(amina.user)
    tokens.issue(amina.seat)
    people_accounts.close_account(adam, amina.user, WHY)
    people_accounts.reopen_account(adam, amina.user, "Back again.")
    amina.user.refresh_from_db()
    assert amina.user.is_active
    assert amina.user.check_password(factories.PASSWORD)
    assert client.get("/en/inbox/").status_code == 302
    assert not ApiToken.objects.filter(user=amina.user).exists()


@pytest.mark.parametrize("role", [r for r in Role.values if r != "administrator"])
def test_only_administrators_close_open_and_end_sessions(role: str, kari: Actor) -> None:
    member = None if role in (Role.REVIEWER, Role.CO_CHAIR) else "KEN"
    actor = factories.actor(factories.make_seat(role, member))
    for verb in (
        people_accounts.close_account,
        people_accounts.reopen_account,
        people_accounts.end_sessions,
    ):
        with pytest.raises(NotAllowed):
            verb(actor, kari.user, WHY)
    kari.user.refresh_from_db()
    assert (kari.user.is_active, kari.user.session_stamp) == (True, 0)


def test_last_administrator_cannot_close_themself(adam: Actor) -> None:
    with pytest.raises(NotAllowed):
        people_accounts.close_account(adam, adam.user, WHY)
    second = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    people_accounts.close_account(second, adam.user, WHY)
    with pytest.raises(NotAllowed):
        people_accounts.close_account(second, second.user, WHY)
    assert User.objects.get(pk=second.user.pk).is_active


def test_seat_that_ended_keeps_no_administrator(adam: Actor) -> None:
    factories.make_seat(Role.ADMINISTRATOR, ends_on=dt.date(2024, 1, 1))
    with pytest.raises(NotAllowed):
        people_accounts.close_account(adam, adam.user, WHY)


@pytest.mark.django_db(transaction=True)
def test_two_administrators_cannot_close_each_other_at_once() -> None:
    pair = [factories.actor(factories.make_seat(Role.ADMINISTRATOR)) for _ in range(2)]

    def close(n: int) -> bool:
        try:
            people_accounts.close_account(pair[n], pair[1 - n].user, WHY)
        except NotAllowed:
            return False
        else:
            return True
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(close, range(2))) == [False, True]
    assert User.objects.filter(is_active=True).count() == 1


def test_history_keeps_that_and_why_and_no_name(adam: Actor, amina: Actor) -> None:
    people_accounts.close_account(adam, amina.user, WHY)
    events = apps.get_model("accounts", "UserIsActiveEvent").objects
    event = events.get(pgh_obj=amina.user)
    assert event.is_active is False
    assert event.pgh_context.metadata | {"why": WHY, "verb": "account.close"} == (
        event.pgh_context.metadata
    )
    stored = {f.name for f in event._meta.get_fields()}
    assert not {"email", "name", "password"} & stored
    amina.user.name = "Another"
    amina.user.save(update_fields=["name"])
    assert events.filter(pgh_obj=amina.user).count() == 1


def test_closing_wants_a_reason_and_an_open_account(adam: Actor, amina: Actor) -> None:
    with pytest.raises(ValidationError):
        people_accounts.close_account(adam, amina.user, "  ")
    people_accounts.close_account(adam, amina.user, WHY)
    with pytest.raises(IllegalMove):
        people_accounts.close_account(adam, amina.user, WHY)


def test_ended_sessions_are_told_to_the_person(adam: Actor, amina: Actor) -> None:
    client = Client()
    client.force_login(amina.user)
    people_accounts.end_sessions(adam, amina.user, "A lost computer.")
    assert client.get("/en/inbox/").status_code == 302
    assert OutgoingMail.objects.get().template == "sessions_ended"


# --- address -------------------------------------------------------------------------------------

NEW = "amina@gender.example"


def change(user: User, email: str = NEW) -> addresses.AddressChange | None:
    return addresses.change_from(addresses.key_for(user, email))


def test_new_address_waits_for_its_link_and_is_told_to_both(amina: Actor) -> None:
    people_accounts.ask_for_new_address(amina, amina.user, NEW.upper())
    asked = OutgoingMail.objects.get()
    assert (asked.template, asked.to_address) == ("email_confirm", NEW)
    amina.user.refresh_from_db()
    assert amina.user.email == "amina@ken.example"
    people_accounts.change_address(change(amina.user))
    amina.user.refresh_from_db()
    assert amina.user.email == NEW
    told = OutgoingMail.objects.filter(template="email_changed")
    assert {mail.to_address or mail.recipient.email for mail in told} == {NEW, "amina@ken.example"}


def test_link_for_a_new_address_works_once(amina: Actor) -> None:
    found = change(amina.user)
    people_accounts.change_address(found)
    with pytest.raises(IllegalMove):
        people_accounts.change_address(found)
    assert change(amina.user) is None


def test_link_dies_after_an_hour(amina: Actor) -> None:
    key = addresses.key_for(amina.user, NEW)
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=3599)):
        assert addresses.change_from(key) is not None
    with time_machine.travel(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=3602)):
        assert addresses.change_from(key) is None


def test_taken_address_gets_no_mail_and_is_not_taken_over(amina: Actor, kari: Actor) -> None:
    people_accounts.ask_for_new_address(amina, amina.user, "Kari@NOR.example")
    assert not OutgoingMail.objects.exists()
    with pytest.raises(IllegalMove):
        people_accounts.change_address(change(amina.user, kari.user.email))
    amina.user.refresh_from_db()
    assert amina.user.email == "amina@ken.example"


@pytest.mark.parametrize(
    "address",
    [
        "",
        "amina",
        "@ken.example",
        "mi\u212ae@example.org",
        "mıke@example.org",
        "ﬁ@example.org",
        "a@b\n",
    ],
)
def test_address_that_only_looks_plain_is_refused(amina: Actor, address: str) -> None:
    with pytest.raises(ValidationError):
        people_accounts.ask_for_new_address(amina, amina.user, address)
    assert not OutgoingMail.objects.exists()


def test_links_for_a_new_password_die_with_the_old_address(amina: Actor) -> None:
    key = default_token_generator.make_token(amina.user)
    people_accounts.change_address(change(amina.user))
    assert not default_token_generator.check_token(User.objects.get(pk=amina.user.pk), key)


def test_nobody_changes_the_account_of_somebody_else(adam: Actor, amina: Actor) -> None:
    with pytest.raises(NotAllowed):
        people_accounts.ask_for_new_address(adam, amina.user, NEW)
    with pytest.raises(NotAllowed):
        people_accounts.save_details(adam, amina.user, name="A", language="en", time_zone="")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 121}, "name"),
        ({"name": "Am\u200bina"}, "name"),
        ({"name": "\u0410mina"}, "name"),
        ({"language": "de"}, "language"),
        ({"time_zone": "Mars/Base"}, "time_zone"),
    ],
)
def test_wrong_detail_is_named_and_nothing_is_written(
    amina: Actor, changes: dict[str, str], field: str
) -> None:
    said = {"name": "Amina W.", "language": "fr", "time_zone": "Africa/Nairobi", **changes}
    with pytest.raises(ValidationError) as refusal:
        people_accounts.save_details(amina, amina.user, **said)
    assert list(refusal.value.message_dict) == [field]
    amina.user.refresh_from_db()
    assert amina.user.name == "Amina"


def test_no_address_and_no_verb_lets_anybody_choose_the_password_of_another() -> None:
    """Forms with a new password exist for the person alone: change, and the link by mail."""
    named = {name for name in ROUTES if "password" in name}
    assert named == {
        "account_change_password",
        "account_reset_password",
        "account_reset_password_done",
        "account_reset_password_from_key",
        "account_reset_password_from_key_done",
    }
    assert not any("accounts_user" in name for name in ROUTES)


def test_password_is_set_in_no_module_but_the_libraries() -> None:
    allowed = {
        "accounts/models/user.py",
        "tracker/demo/people.py",
        # Where somebody invited chooses their own.
        "tracker/domain/invitations.py",
    }
    setting: set[str] = set()
    for package in ("accounts", "tracker", "recommendations"):
        for path in (Path(settings.BASE_DIR) / package).rglob("*.py"):
            nodes = ast.walk(ast.parse(path.read_text()))
            calls = {getattr(node, "attr", getattr(node, "id", "")) for node in nodes}
            if {"set_password", "make_password"} & calls:
                setting.add(str(path.relative_to(settings.BASE_DIR)))
    assert setting == allowed
