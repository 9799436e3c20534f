"""A lost second factor is reset by two people of the secretariat, neither of them the person."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import SecondFactorReset
from tests import authenticators, factories
from tracker.domain import second_factor
from tracker.domain.errors import IllegalMove, NotAllowed
from tracker.models import OutgoingMail

pytestmark = pytest.mark.django_db
WHY = "Called back on the number of the list."


def make(role: str) -> Actor:
    return factories.actor(factories.make_seat(role))


@pytest.fixture
def rita(db: None) -> Actor:
    return make(Role.REVIEWER)


@pytest.fixture
def adam(db: None) -> Actor:
    return make(Role.ADMINISTRATOR)


@pytest.fixture
def locked_out(amina: Actor) -> Actor:
    authenticators.turn_on(amina.user)
    return amina


def mails(actor: Actor) -> list[str]:
    return list(
        OutgoingMail.objects.filter(recipient=actor.user).values_list("template", flat=True)
    )


def test_two_people_reset_it_and_end_every_session(
    rita: Actor, adam: Actor, locked_out: Actor, client: Any
) -> None:
    client.force_login(locked_out.user)
    reset = second_factor.ask(rita, locked_out.user, WHY)
    assert Authenticator.objects.filter(user=locked_out.user).count() == 2
    assert mails(locked_out) == ["second_factor_reset_asked"]
    second_factor.confirm(adam, reset)
    assert not Authenticator.objects.filter(user=locked_out.user).exists()
    assert client.get("/en/inbox/").status_code == 302
    assert mails(locked_out) == ["second_factor_reset_asked", "second_factor_reset_done"]
    reset.refresh_from_db()
    assert reset.done_at is not None
    assert (reset.asked_by, reset.confirmed_by) == (rita.seat, adam.seat)


def test_password_outlives_the_reset(rita: Actor, adam: Actor, locked_out: Actor) -> None:
    locked_out.user.set_password(factories.PASSWORD)
    locked_out.user.save()
    second_factor.confirm(adam, second_factor.ask(rita, locked_out.user, WHY))
    locked_out.user.refresh_from_db()
    assert locked_out.user.check_password(factories.PASSWORD)


def test_one_person_alone_cannot(rita: Actor, locked_out: Actor) -> None:
    reset = second_factor.ask(rita, locked_out.user, WHY)
    with pytest.raises(NotAllowed):
        second_factor.confirm(rita, reset)
    second_seat = factories.actor(factories.make_seat(Role.ADMINISTRATOR, None, rita.user))
    with pytest.raises(NotAllowed):
        second_factor.confirm(second_seat, reset)
    assert Authenticator.objects.filter(user=locked_out.user).count() == 2


def test_nobody_asks_or_confirms_for_themselves(rita: Actor, adam: Actor) -> None:
    authenticators.turn_on(rita.user)
    with pytest.raises(NotAllowed):
        second_factor.ask(rita, rita.user, WHY)
    reset = second_factor.ask(adam, rita.user, WHY)
    with pytest.raises(NotAllowed):
        second_factor.confirm(rita, reset)


@pytest.mark.parametrize("role", [r for r in Role.values if r not in ("reviewer", "administrator")])
def test_others_take_no_part(rita: Actor, locked_out: Actor, role: str) -> None:
    member = None if role == Role.CO_CHAIR else "NOR"
    other = factories.actor(factories.make_seat(role, member))
    reset = second_factor.ask(rita, locked_out.user, WHY)
    for verb in (
        lambda: second_factor.ask(other, locked_out.user, WHY),
        lambda: second_factor.confirm(other, reset),
        lambda: second_factor.withdraw(other, reset),
    ):
        with pytest.raises(NotAllowed):
            verb()
    assert SecondFactorReset.objects.open().get() == reset


def test_request_is_over_after_seven_days(rita: Actor, adam: Actor, locked_out: Actor) -> None:
    reset = second_factor.ask(rita, locked_out.user, WHY)
    assert reset.expires_at - reset.asked_at >= dt.timedelta(days=7) - dt.timedelta(seconds=5)
    SecondFactorReset.objects.update(
        asked_at=timezone.now() - dt.timedelta(days=8), expires_at=timezone.now()
    )
    with pytest.raises(IllegalMove):
        second_factor.confirm(adam, reset)
    assert Authenticator.objects.filter(user=locked_out.user).count() == 2
    again = second_factor.ask(rita, locked_out.user, WHY)
    assert list(SecondFactorReset.objects.open()) == [again]


@pytest.mark.parametrize("first", ["confirm", "withdraw"])
def test_what_is_settled_stays_settled(
    rita: Actor, adam: Actor, locked_out: Actor, first: str
) -> None:
    reset = second_factor.ask(rita, locked_out.user, WHY)
    getattr(second_factor, first)(adam, reset)
    for verb in (second_factor.confirm, second_factor.withdraw):
        with pytest.raises(IllegalMove):
            verb(adam, reset)


@pytest.mark.parametrize(("reason", "field"), [("  ", "reason"), ("x" * 501, "reason")])
def test_reason_is_asked_for(rita: Actor, locked_out: Actor, reason: str, field: str) -> None:
    with pytest.raises(ValidationError) as refusal:
        second_factor.ask(rita, locked_out.user, reason)
    assert list(refusal.value.message_dict) == [field]


def test_account_without_one_or_closed_or_asked_for_is_said(
    rita: Actor, amina: Actor, kari: Actor
) -> None:
    authenticators.turn_on(kari.user)
    second_factor.ask(rita, kari.user, WHY)
    for user in (amina.user, kari.user):
        with pytest.raises(ValidationError):
            second_factor.ask(rita, user, WHY)
    assert SecondFactorReset.objects.count() == 1


def test_history_keeps_who_by_ids_and_not_the_reason(rita: Actor, locked_out: Actor) -> None:
    second_factor.ask(rita, locked_out.user, WHY)
    event = apps.get_model("accounts", "SecondFactorResetEvent").objects.get()
    assert event.pgh_context.metadata["verb"] == "second_factor.ask"
    assert event.pgh_context.metadata["seat"] == str(rita.seat.public_id)
    assert WHY not in str(event.pgh_context.metadata)
    assert "reason" not in {field.name for field in event._meta.get_fields()}


@pytest.mark.parametrize(
    "wrong",
    ["asked for oneself", "confirmed by the asker", "confirmed for oneself", "done and withdrawn"],
)
def test_database_refuses_what_the_verb_forgot(
    rita: Actor, adam: Actor, locked_out: Actor, wrong: str
) -> None:
    reset = second_factor.ask(rita, locked_out.user, WHY)
    now = timezone.now()
    done = {"confirmed_by": adam.seat, "confirmed_by_person": adam.user, "done_at": now}
    changes: dict[str, Any] = {
        "asked for oneself": {"asked_by_person": locked_out.user},
        "confirmed by the asker": {**done, "confirmed_by_person": rita.user},
        "confirmed for oneself": {**done, "confirmed_by_person": locked_out.user},
        "done and withdrawn": {**done, "withdrawn_at": now},
    }[wrong]
    with pytest.raises(IntegrityError, match="second_factor_reset_"), transaction.atomic():
        SecondFactorReset.objects.filter(pk=reset.pk).update(**changes)
    SecondFactorReset.objects.filter(pk=reset.pk).update(**done)
