"""People, seats and reports for tests. Three people live here: Amina (focal point, Kenya),
Otieno (viewer, Kenya) and Kari (focal point, Norway, who must see nothing of Kenya's drafts)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, HandOver, Invitation, Member, User
from recommendations.models import Recommendation
from tracker.calendars import cycle_dates
from tracker.enums import Confidentiality, DataState, EvidenceForm, ReportState, Status
from tracker.models import (
    Action,
    BudgetFigure,
    BudgetLine,
    Evidence,
    Plan,
    ProgressEntry,
    Report,
    ReportingCycle,
    Submission,
)

_numbers = count(1)
PASSWORD = "a long enough passphrase"


def make_user(email: str | None = None, **facts: Any) -> User:
    n = next(_numbers)
    facts.setdefault("name", f"Person {n}")
    return User.objects.create_user(email or f"person{n}@ministry.example", **facts)


def make_seat(
    role: str, member: str | None = None, user: User | None = None, **facts: Any
) -> Appointment:
    """A seat in force since 2020, unless `starts_on` and `ends_on` say otherwise. For a reviewer,
    `reviews` names the codes of the assigned members."""
    reviews = facts.pop("reviews", ())
    facts.setdefault("starts_on", dt.date(2020, 1, 1))
    seat = Appointment.objects.create(
        user=user or make_user(),
        member=Member.objects.get(code=member) if member else None,
        role=role,
        **facts,
    )
    seat.assigned_members.set(Member.objects.filter(code__in=reviews))
    return seat


def actor(seat: Appointment, **facts: Any) -> Actor:
    return Actor(user=seat.user, seat=seat, seats=(seat,), **facts)


def amina() -> Actor:
    return actor(make_seat(Role.FOCAL_POINT, "KEN", make_user("amina@ken.example", name="Amina")))


def otieno() -> Actor:
    return actor(make_seat(Role.VIEWER, "KEN", make_user("otieno@ken.example", name="Otieno")))


def kari() -> Actor:
    return actor(make_seat(Role.FOCAL_POINT, "NOR", make_user("kari@nor.example", name="Kari")))


def reviewer(*codes: str) -> Actor:
    return actor(make_seat(Role.REVIEWER, reviews=codes or ("KEN",)))


def make_cycle(code: str = "2026", meeting_on: dt.date | None = None) -> ReportingCycle:
    """A cycle that is open today: the meeting in 75 days, reports due in 30."""
    meeting_on = meeting_on or dt.datetime.now(dt.UTC).date() + dt.timedelta(days=75)
    dates = cycle_dates(meeting_on)
    return ReportingCycle.objects.create(code=code, meeting_on=meeting_on, **vars(dates))


def today(member: str = "KEN") -> dt.date:
    """The day it is now where a member is: what is due goes by it, and not by UTC."""
    return dt.datetime.now(ZoneInfo(Member.objects.get(code=member).time_zone)).date()


def make_report(member: str = "KEN", cycle: ReportingCycle | None = None, **facts: Any) -> Report:
    """A draft report with its 18 empty answers."""
    cycle = cycle or ReportingCycle.objects.first() or make_cycle()
    facts.setdefault("due_on", cycle.due_on)
    report = Report.internal.create(member=Member.objects.get(code=member), cycle=cycle, **facts)
    ProgressEntry.internal.bulk_create(
        ProgressEntry(member=report.member, report=report, recommendation=recommendation)
        for recommendation in Recommendation.objects.all()
    )
    return report


def entry_of(report: Report, code: str = "2022-08") -> ProgressEntry:
    return (
        ProgressEntry.objects.working()
        .select_related("report__member", "report__cycle", "recommendation", "member")
        .get(report=report, recommendation__code=code)
    )


def answer(
    report: Report,
    code: str = "2022-08",
    status: str = Status.PARTIAL,
    *,
    confidentiality: str = Confidentiality.PUBLIC,
    **facts: Any,
) -> ProgressEntry:
    """Writes a finished answer straight into the database, with a document where one is needed."""
    entry = entry_of(report, code)
    codes = list(entry.recommendation.elements.values_list("code", flat=True))
    done = {Status.PARTIAL: codes[:1], Status.FULL: codes}.get(status, [])
    begun = codes[:1] if status == Status.IN_PROGRESS else []
    values = {
        "status": status,
        "status_reason": "Said why." if status in (Status.SUSPENDED, Status.NOT_APPLICABLE) else "",
        "narrative": f"What {report.member.code} did about {code}.",
        "elements": {
            **{c: {"state": "done", "reason": ""} for c in done},
            **{c: {"state": "begun", "reason": ""} for c in begun},
        },
        "confidentiality": confidentiality,
        "confirmed": True,
        "is_ready": True,
        **facts,
    }
    ProgressEntry.internal.filter(pk=entry.pk).update(**values)
    if done:
        make_evidence(entry, elements=done, confidentiality=confidentiality)
    return entry_of(report, code)


def make_evidence(entry: ProgressEntry, **facts: Any) -> Evidence:
    facts = {
        "form": EvidenceForm.LINK,
        "url": "https://law.example/act-12",
        "kind": "law_regulation",
        "title": f"Act of {entry.member.code}",
        "language": "en",
        **facts,
    }
    evidence = Evidence.internal.create(member=entry.member, **facts)
    evidence.entries.add(entry)
    return evidence


def make_line(report: Report, code: str = "2022-08", **facts: Any) -> BudgetLine:
    facts.setdefault("title", f"Monitoring in {report.member.code}")
    facts.setdefault("confidentiality", Confidentiality.PUBLIC)
    return BudgetLine.internal.create(
        member=report.member, recommendation=Recommendation.objects.get(code=code), **facts
    )


# Kenya's.
FISCAL_YEAR = (dt.date(2025, 7, 1), dt.date(2026, 6, 30))


def make_figure(
    report: Report,
    line: BudgetLine,
    stage: str = "allocated",
    amount: str | None = "1000",
    **facts: Any,
) -> BudgetFigure:
    facts = {
        "period_start": FISCAL_YEAR[0],
        "period_end": FISCAL_YEAR[1],
        "currency": "KES",
        "data_state": DataState.REPORTED if amount is not None else DataState.NOT_AVAILABLE,
        "confidentiality": line.confidentiality,
        **facts,
    }
    return BudgetFigure.internal.create(
        member=report.member,
        report=report,
        line=line,
        stage=stage,
        amount=Decimal(amount) if amount is not None else None,
        **facts,
    )


def submitted(report: Report, seat: Appointment | None = None, **facts: Any) -> Report:
    """The report as if its focal point had submitted it."""
    return put(
        report,
        state=ReportState.SUBMITTED,
        submitted_at=dt.datetime.now(dt.UTC),
        submitted_by=seat or make_seat(Role.FOCAL_POINT, report.member.code),
        round=1,
        **facts,
    )


def sent(report: Report, number: int = 1, seat: Appointment | None = None) -> Submission:
    """A round of the report, as if it had been sent as it stands now."""
    from tracker.domain.rounds import versions

    return Submission.internal.create(
        member=report.member,
        report=report,
        round=number,
        submitted_at=dt.datetime.now(dt.UTC),
        submitted_by=seat or make_seat(Role.FOCAL_POINT, report.member.code),
        receipt_number=f"{report.cycle.code}-{report.member.code}-{number}",
        versions=versions(report),
    )


def published(report: Report) -> Report:
    """The report as if it had been accepted, released and published; its shared answers frozen."""
    from tracker.domain.publication import publish_edition

    now = dt.datetime.now(dt.UTC)
    if report.submitted_at is None:
        submitted(report)
    put(report, state=ReportState.PUBLISHED, accepted_at=now, released_at=now, published_at=now)
    publish_edition(report)
    return report


def put(report: Report, **facts: Any) -> Report:
    Report.internal.filter(pk=report.pk).update(**facts)
    report.refresh_from_db()
    return report


def in_a_week() -> dt.datetime:
    return dt.datetime.now(dt.UTC) + dt.timedelta(days=7)


def day_boxes(name: str, days: int) -> dict[str, str]:
    """A day so many days ahead, as three boxes of a form."""
    return boxes_of(name, dt.datetime.now(dt.UTC).date() + dt.timedelta(days=days))


def boxes_of(name: str, day: dt.date) -> dict[str, str]:
    parts = {"day": day.day, "month": day.month, "year": day.year}
    return {f"{name}_{part}": str(number) for part, number in parts.items()}


def invite(seat: Appointment | None = None, **facts: Any) -> Invitation:
    """An open invitation by a seat: of a viewer to its member, unless told otherwise."""
    facts.setdefault("email", f"invited{next(_numbers)}@ministry.example")
    facts.setdefault("role", Role.VIEWER)
    facts.setdefault("member", seat.member if seat else None)
    facts.setdefault("expires_at", in_a_week())
    return Invitation.internal.create(invited_by=seat, **facts)


def hand_over(seat: Appointment, **facts: Any) -> HandOver:
    """A seat that is handed over, with ten days to go unless told otherwise."""
    today = dt.datetime.now(dt.UTC).date()
    last_day = facts.pop("last_day", today + dt.timedelta(days=10))
    invitation = invite(seat, role=seat.role, replaces=seat)
    Appointment.objects.filter(pk=seat.pk).update(
        read_only_from=last_day + dt.timedelta(days=1), ends_on=last_day + dt.timedelta(days=30)
    )
    seat.refresh_from_db()
    facts |= {"seat": seat, "invitation": invitation, "last_day": last_day}
    return HandOver.internal.create(member=seat.member, **facts)


def make_plan(member: str = "KEN", **facts: Any) -> Plan:
    """A plan in force that its member alone reads, unless told otherwise."""
    facts = {
        "title": f"National action plan of {member}",
        "language": "en",
        "kind": "nap",
        "status": "in_force",
        **facts,
    }
    return Plan.internal.create(member=Member.objects.get(code=member), **facts)


def make_action(plan: Plan, code: str = "1.1", *serves: str, **facts: Any) -> Action:
    facts = {
        "text": f"What {plan.member.code} will do, {code}",
        "language": "en",
        "confidentiality": plan.confidentiality,
        **facts,
    }
    action = Action.internal.create(member=plan.member, plan=plan, code=code, **facts)
    action.recommendations.set(Recommendation.objects.filter(code__in=serves))
    return action
