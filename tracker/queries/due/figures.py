"""The figures of a member that nobody has brought up to date for a year."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from accounts.models import Member
from tracker.enums import Confidentiality
from tracker.models import BudgetFigure
from tracker.mornings import months_from

from .kinds import Kind, keys, waiting
from .seats import owners_of_each

SUBJECT = "figures:"
MONTHS_FRESH = 12
# The horizon of planning, and a month.
_AHEAD = 3


@dataclass(frozen=True)
class FigureFacts:
    """`oldest` is the day as of which the budget line told longest ago was last told."""

    subject: str
    member_id: int
    member_code: str
    oldest: dt.date | None
    is_frozen: bool = False
    last_day: dt.date | None = None


def to_plan(today: dt.date) -> QuerySet[Member]:
    """Members with a line that was last told nine months ago or earlier."""
    before = months_from(today, _AHEAD - MONTHS_FRESH)
    rows = _told().filter(as_of__lte=before).values("member")
    return Member.objects.filter(Q(pk__in=rows) | Q(code__in=keys(SUBJECT, waiting(SUBJECT))))


def named(subjects: Iterable[str]) -> QuerySet[Member]:
    return Member.objects.filter(code__in=keys(SUBJECT, subjects))


def subject_of(member: Member) -> str:
    return f"{SUBJECT}{member.code}"


def last_told(members: Iterable[int]) -> dict[int, list[dt.date]]:
    """Of each budget line that is not restricted, the newest day as of which it was told, by
    member. A line is as fresh as its newest figure: those of past years do not age. One query."""
    found: dict[int, list[dt.date]] = defaultdict(list)
    rows = _told().filter(member__in=list(members)).order_by("line")
    for member, _line, day in rows.values_list("member", "line").annotate(Max("as_of")):
        found[member].append(day)
    return found


def _told() -> QuerySet[BudgetFigure]:
    kept = Q(confidentiality=Confidentiality.RESTRICTED) | Q(
        line__confidentiality=Confidentiality.RESTRICTED
    )
    return BudgetFigure.objects.working().filter(as_of__isnull=False).exclude(kept)


def _facts(members: Collection[Member], today: dt.date) -> list[FigureFacts]:
    told = last_told(member.pk for member in members)
    return [
        FigureFacts(
            subject_of(member),
            member.pk,
            member.code,
            min(told[member.pk], default=None),
            member.frozen_at is not None,
        )
        for member in members
    ]


KIND = Kind(SUBJECT, to_plan, named, _facts, owners_of_each)
