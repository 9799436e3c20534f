"""How a rule is tried: once where everything is right, and once with each single thing wrong."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from accounts.actor import Actor
from accounts.answers import Answer, Denied
from accounts.enums import NETWORK_ROLES, Role, TokenScope
from accounts.models import Member
from tests import factories

TODAY = dt.datetime.now(dt.UTC).date()


def seat(role: str, member: str = "KEN", **facts) -> Actor:
    """Somebody at a seat; a reviewer is assigned to the member."""
    if role == Role.REVIEWER:
        return factories.actor(factories.make_seat(role, reviews=(member,), **facts))
    home = None if role in NETWORK_ROLES else member
    return factories.actor(factories.make_seat(role, home, **facts))


def reading_only(actor: Actor) -> Actor:
    """The same person with a token that may only read."""
    return replace(actor, scope=TokenScope.READ)


def handed_over(actor: Actor) -> Actor:
    """The same person after the seat was handed over: it reads for some days more."""
    assert actor.seat is not None
    actor.seat.read_only_from, actor.seat.ends_on = TODAY, TODAY + dt.timedelta(days=30)
    actor.seat.save()
    return actor


def freeze(code: str = "KEN") -> Member:
    member = Member.objects.get(code=code)
    member.frozen_at, member.frozen_reason = dt.datetime.now(dt.UTC), "A change of government."
    member.save()
    return member


def allowed(answer: Answer) -> None:
    assert answer, getattr(answer, "reason", "")


def denied(answer: Answer, words: str = "") -> None:
    """Refused, with a reason that holds these words: another line's refusal is not this one's."""
    assert isinstance(answer, Denied)
    assert words in str(answer.reason), answer.reason
