"""Dates ahead, mails and seats."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.enums import Role
from accounts.models import User
from tests import factories
from tests.tracker.queries.overview.scopes import administrator, co_chair, seen_by
from tracker.domain import outbox
from tracker.enums import MailKind
from tracker.models import MailHold, OutgoingMail
from tracker.queries.overview import people

pytestmark = pytest.mark.django_db
NOW = dt.datetime.now(dt.UTC)
TODAY = NOW.date()


def in_days(days: int) -> dt.date:
    return TODAY + dt.timedelta(days=days)


def whats(actor) -> list[tuple[str, list[str]]]:
    return [(d.what.value, [m.code for m in d.members]) for d in people.days_ahead(seen_by(actor))]


def test_days_ahead_are_the_cycles_and_those_of_the_members_looked_after():
    cycle = factories.make_cycle()
    for code, days in (("MDA", 2), ("NOR", 2), ("FRA", -1)):
        report = factories.submitted(factories.make_report(code, cycle))
        factories.put(report, state="returned", due_on=in_days(days))
    factories.hand_over(factories.make_seat(Role.FOCAL_POINT, "NOR"), last_day=in_days(1))
    dates = {"delegated_from": TODAY, "delegated_until": in_days(3)}
    factories.make_seat(Role.DEPUTY, "NOR", **dates)
    found = whats(factories.reviewer("MDA", "NOR", "FRA"))
    own = [day for day in found if day[1]]
    assert own == [
        ("hand_over", ["NOR"]),
        ("returned_due", ["NOR", "MDA"]),
        ("delegation_ends", ["NOR"]),
    ]
    assert [day for day, members in found if not members][-3:] == ["publishes", "meeting", "closes"]
    assert "opens" not in dict(found)


def test_co_chair_finds_the_cycles_dates_alone():
    factories.put(factories.submitted(factories.make_report("MDA")), state="returned")
    assert all(members == [] for _day, members in whats(co_chair()))


def mail(user, state: str, days: int = 1) -> None:
    row = outbox.enqueue(MailKind.DIGEST, "digest", user)
    at = NOW - dt.timedelta(days=days)
    OutgoingMail.objects.filter(pk=row.pk).update(
        state=state, next_attempt_at=at, sent_at=at if state == "sent" else None
    )


def test_mails_of_a_week_are_counted_for_the_people_looked_after():
    kenyan = factories.make_seat(Role.FOCAL_POINT, "KEN").user
    for state, days in (
        ("sent", 1),
        ("sent", 8),
        ("failed", 2),
        ("failed", 9),
        ("ambiguous", 1),
        ("pending", 0),
    ):
        mail(kenyan, state, days)
    mail(factories.make_seat(Role.FOCAL_POINT, "NOR").user, "failed")
    mail(factories.make_user(), "failed")
    found = people.mails(seen_by(factories.reviewer("KEN")))
    assert (found.sent, found.failed, found.ambiguous, found.waiting) == (1, 1, 1, 1)
    assert people.mails(seen_by(administrator())).failed == 3
    assert people.mails(seen_by(administrator(), regional_group="weog")).failed == 1


def test_hold_on_all_mail_is_told_until_it_is_released():
    assert people.mails(seen_by(administrator())).held_since is None
    hold = MailHold.objects.create(reason="Restored.")
    assert people.mails(seen_by(administrator())).held_since == hold.since
    MailHold.objects.update(released_at=NOW)
    assert people.mails(seen_by(administrator())).held_since is None


def test_seats_are_vacant_passed_on_or_unused():
    reviewer = factories.reviewer("KEN", "MDA")
    seat = factories.make_seat(Role.FOCAL_POINT, "KEN")
    User.objects.filter(pk=seat.user_id).update(last_login=NOW - dt.timedelta(days=200))
    never = factories.make_seat(Role.VIEWER, "KEN")
    User.objects.filter(pk=never.user_id).update(joined_at=NOW - dt.timedelta(days=181))
    factories.make_seat(Role.CONTRIBUTOR, "KEN")
    deputy = factories.make_seat(Role.DEPUTY, "KEN")
    factories.hand_over(deputy, last_day=in_days(4))
    factories.make_seat(Role.FOCAL_POINT, "NOR")
    monitor = factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN")
    User.objects.filter(pk=monitor.user_id).update(last_login=NOW - dt.timedelta(days=500))
    found = people.seats(seen_by(reviewer))
    assert [(s.member.code, s.role) for s in found.vacant] == [("MDA", "focal_point")]
    assert [(s.role, s.on) for s in found.hand_overs] == [("deputy", in_days(4))]
    assert [(s.role, s.on) for s in found.unused] == [
        ("focal_point", (NOW - dt.timedelta(days=200)).date()),
        ("viewer", None),
    ]
