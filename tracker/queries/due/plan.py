"""A plan that runs out, or whose review comes near."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from tracker.enums import Edition
from tracker.models import Plan
from tracker.plan_enums import STANDING

from .kinds import Kind, keys, waiting
from .seats import owners_of_each

SUBJECT = "plan:"
_BEHIND = dt.timedelta(days=400)


@dataclass(frozen=True)
class PlanFacts:
    """`reviews` are the days announced for its mid-term review and its final evaluation."""

    subject: str
    member_id: int
    member_code: str
    ends_on: dt.date | None
    reviews: tuple[dt.date, ...]
    is_frozen: bool = False
    last_day: dt.date | None = None


def to_plan(today: dt.date) -> QuerySet[Plan]:
    """Plans that stand and have a day ahead, or not long behind."""
    since = today - _BEHIND
    dated = (
        Q(period_end__gte=since)
        | Q(mid_term_review_on__gte=since)
        | Q(final_evaluation_on__gte=since)
    )
    return _standing().filter(dated | Q(public_id__in=_public_ids(waiting(SUBJECT))))


def named(subjects: Iterable[str]) -> QuerySet[Plan]:
    return _standing().filter(public_id__in=_public_ids(subjects))


def subject_of(plan: Plan) -> str:
    return f"{SUBJECT}{plan.public_id}"


def of_members(members: Collection[int]) -> QuerySet[Plan]:
    """All working plans of members, whatever their status."""
    rows = Plan.objects.unscoped().filter(edition=Edition.WORKING, member__in=members)
    return rows.select_related("member").order_by("pk")


def _standing() -> QuerySet[Plan]:
    rows = Plan.objects.unscoped().filter(edition=Edition.WORKING, status__in=STANDING)
    return rows.select_related("member").order_by("pk")


def _public_ids(subjects: Iterable[str]) -> list[uuid.UUID]:
    return [uuid.UUID(key) for key in keys(SUBJECT, subjects)]


def _facts(plans: Collection[Plan], today: dt.date) -> list[PlanFacts]:
    return [
        PlanFacts(
            subject_of(plan),
            plan.member_id,
            plan.member.code,
            plan.period_end if plan.status in STANDING else None,
            tuple(
                day
                for day in (plan.mid_term_review_on, plan.final_evaluation_on)
                if day and plan.status in STANDING
            ),
            plan.member.frozen_at is not None,
        )
        for plan in plans
    ]


KIND = Kind(SUBJECT, to_plan, named, _facts, owners_of_each)
