"""The days of a person's seats as a calendar shows them: never a name of a person, nor a word that
somebody wrote in a report."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES, Role
from accounts.queries import actor_of
from tracker.calendars import ACCEPTED_BEFORE
from tracker.enums import ReportState
from tracker.models import Assignment, Report, ReportingCycle
from tracker.models.report import WITH_MEMBER
from tracker.plan_enums import STANDING

from .plans import open_plans

OWNERS = (*LEADING_ROLES, Role.CLEARING_OFFICER)


@dataclass(frozen=True)
class Date:
    """A whole day in a calendar. `uid` names the thing and the kind of date and stays the same when
    the day moves; `sequence` is the version of the row that holds the day, so it grows then."""

    uid: str
    on: dt.date
    summary: str
    path: str
    sequence: int


def dates_of_person(actor: Actor, today: dt.date) -> list[Date]:
    """The days ahead for all seats that a person can use, each once, in order. For the asked
    language; some four queries for each seat."""
    assert actor.user is not None
    found: dict[str, Date] = {}
    for seat in actor_of(actor.user).seats:
        at_seat = Actor(user=actor.user, seat=seat, seats=(seat,))
        for date in _of_seat(at_seat, today):
            found.setdefault(date.uid, date)
    return sorted(found.values(), key=lambda date: (date.on, date.uid))


def _of_seat(actor: Actor, today: dt.date) -> Iterator[Date]:
    if actor.has_role(*OWNERS):
        yield from dates_of_reports(_reports(actor), today)
    if actor.has_role(*LEADING_ROLES):
        yield from _plan_ends(actor, today)
    if actor.has_role(Role.CONTRIBUTOR):
        yield from _parts(actor)
    if actor.has_role(Role.REVIEWER):
        yield from _decisions(today)


def _reports(actor: Actor) -> Iterable[Report]:
    rows = Report.objects.visible_to(actor).filter(member=actor.member_id, state__in=WITH_MEMBER)
    return rows.select_related("member", "cycle")


def dates_of_reports(reports: Iterable[Report], today: dt.date) -> Iterator[Date]:
    """The day each report is due, the first time or after its return; none where it is not with its
    member, or was never sent and its cycle is over."""
    for report in reports:
        if not report.is_with_member:
            continue
        is_back = report.submitted_at is not None
        if not is_back and report.cycle.is_over(today):
            continue
        names = {"member": report.member.display_name, "cycle": report.cycle.code}
        said = _("%(member)s: answers to the reviewer of the %(cycle)s report due")
        if not is_back:
            said = _("%(member)s: the %(cycle)s report is due")
        yield Date(
            uid=f"report-{report.public_id}-{'returned' if is_back else 'due'}",
            on=report.due_on,
            summary=said % names,
            path=reverse("tracker:report", args=[report.cycle.code]),
            sequence=report.version,
        )


def _plan_ends(actor: Actor, today: dt.date) -> Iterator[Date]:
    for plan in open_plans(actor).filter(period_end__gte=today, status__in=STANDING):
        assert plan.period_end is not None
        yield Date(
            uid=f"plan-{plan.public_id}-ends",
            on=plan.period_end,
            summary=_("%(member)s: a plan ends (%(kind)s)")
            % {"member": plan.member.display_name, "kind": plan.get_kind_display()},
            path=reverse("tracker:plan", args=[plan.public_id]),
            sequence=plan.version,
        )


def _parts(actor: Actor) -> Iterator[Date]:
    """What a contributor was asked for and has not called ready. The code of a restricted answer is
    left out; an action may have none."""
    rows = Assignment.objects.visible_to(actor).filter(ready_at__isnull=True)
    writable = (ReportState.DRAFT, ReportState.RETURNED)
    rows = rows.filter(Q(entry__isnull=True) | Q(entry__report__state__in=writable))
    for row in rows.select_related(
        "member", "entry__recommendation", "budget_line__recommendation", "action__plan"
    ):
        names = {"member": row.member.display_name, "code": row.sayable_code}
        said = _("%(member)s: your part of the report is due")
        if row.sayable_code:
            said = _("%(member)s: your part %(code)s is due")
        yield Date(
            uid=f"part-{row.public_id}-due",
            on=row.due_on,
            summary=said % names,
            path=reverse("tracker:work"),
            sequence=row.version,
        )


def _decisions(today: dt.date) -> Iterator[Date]:
    """By when reviewers decide, and the day the agreed set is published."""
    for cycle in ReportingCycle.objects.open_on(today):
        days = {
            "accepted": (
                cycle.publishes_on - ACCEPTED_BEFORE,
                _("Reports of %(cycle)s are to be accepted"),
            ),
            "published": (cycle.publishes_on, _("The agreed set of %(cycle)s is published")),
        }
        for kind, (day, said) in days.items():
            yield Date(
                uid=f"cycle-{cycle.code}-{kind}",
                on=day,
                summary=said % {"cycle": cycle.code},
                path=reverse("tracker:review-queue"),
                sequence=cycle.version,
            )
