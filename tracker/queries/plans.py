"""What pages and planning ask of plans: which there are, how they follow each other, which actions
serve a recommendation, and when they run out."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from accounts.actor import PUBLIC, Actor
from accounts.enums import MemberKind
from accounts.models import Member
from recommendations.models import Call, Recommendation
from tracker.enums import Confidentiality, Edition
from tracker.models import Action, BudgetFigure, BudgetLine, Plan, ProgressEntry
from tracker.mornings import months_from
from tracker.plan_enums import STANDING, PlanKind, PlanStatus

from .published import published_to

# Months before the end of a plan on which its people hear of it.
MONTHS_AHEAD = (12, 6, 3, 1)
REVIEW_MONTHS_AHEAD = 3
# What the call to adopt plans and strategies for this agenda means.
ANSWERING = (PlanKind.NAP, PlanKind.RAP, PlanKind.STRATEGY)
_FROM_PLANS, _FROM_JOINING = "derived from Plan", "derived from Member.joined_on"
_ORDINALS = (
    _("first"),
    _("second"),
    _("third"),
    _("fourth"),
    _("fifth"),
    _("sixth"),
    _("seventh"),
    _("eighth"),
    _("ninth"),
    _("tenth"),
)


def ordinal(generation: int | None) -> str | Promise:
    """The generation as a word; nothing where nobody said which it is."""
    if generation is None:
        return ""
    if generation <= len(_ORDINALS):
        return _ORDINALS[generation - 1]
    return _("no. %(n)d") % {"n": generation}


def in_order(plans: Iterable[Plan]) -> list[Plan]:
    """Oldest first: by generation, then by the day on which a plan begins; undated ones last."""
    last = dt.date.max
    return sorted(
        plans, key=lambda p: (p.generation or 999, p.period_start or p.adopted_on or last, p.pk)
    )


def own_plans(actor: Actor) -> QuerySet[Plan]:
    """The working plans of the actor's own member that they may read."""
    rows = Plan.objects.visible_to(actor).filter(member=actor.member_id, edition=Edition.WORKING)
    return rows.select_related("member")


def open_plans(actor: Actor) -> QuerySet[Plan]:
    """Those of them that are not for named people only: what a page shows in passing."""
    return own_plans(actor).exclude(confidentiality=Confidentiality.RESTRICTED)


def reviewed_plans(actor: Actor) -> QuerySet[Plan]:
    """The working plans of the members that a reviewer looks after, as far as they read them."""
    rows = Plan.objects.visible_to(actor).filter(
        member__in=actor.reviewed_member_ids, edition=Edition.WORKING
    )
    return rows.exclude(confidentiality=Confidentiality.RESTRICTED).select_related("member")


def plans_of(actor: Actor, member: Member) -> list[Plan]:
    """What a member published of its plans, oldest first, as everybody reads it."""
    return in_order(published_to(Plan, actor).filter(member=member))


def is_published(plan: Plan) -> bool:
    """True where a copy of the plan is out."""
    return Plan.objects.published().filter(public_id=plan.public_id).exists()


def actions_of(actor: Actor, plan: Plan) -> QuerySet[Action]:
    """The actions of a plan that the actor may read, in the order in which they were written."""
    served = Recommendation.objects.order_by("communique__ordinal", "position")
    return (
        Action.objects.visible_to(actor)
        .filter(plan=plan)
        .prefetch_related(
            Prefetch("recommendations", served),
            Prefetch("successor", Action.objects.visible_to(actor)),
        )
    )


def actions_to_name(actor: Actor, chosen: Action | None = None) -> list[Action]:
    """The working actions of the actor's own plans that a page offers to choose from, and the one
    that is chosen already: none for named people, none of a plan that another one followed."""
    rows = Action.objects.visible_to(actor).filter(member=actor.member_id, edition=Edition.WORKING)
    offered = ~Q(plan__status=PlanStatus.SUPERSEDED) & ~Q(
        confidentiality=Confidentiality.RESTRICTED
    )
    kept = Q(pk=chosen.pk) if chosen is not None else Q(pk__in=[])
    return list(rows.filter(offered | kept).select_related("plan").order_by("plan", "pk"))


def called(action: Action) -> str:
    """An action in a list of choices: its code and its first words."""
    return f"{action.code} {Truncator(action.text).words(12)}".strip()


def money_of_actions(actor: Actor) -> Prefetch:
    """For `prefetch_related` of actions: the lines that pay for them and these lines' figures, as
    far as the reader sees them, latest period first; as `action.seen_lines`, `line.seen_figures`.
    """
    figures = BudgetFigure.objects.visible_to(actor).order_by(
        "-period_end", "-period_start", "currency", "pk"
    )
    lines = BudgetLine.objects.visible_to(actor).select_related("recommendation")
    lines = lines.prefetch_related(Prefetch("figures", figures, to_attr="seen_figures"))
    return Prefetch("lines", lines.order_by("pk"), to_attr="seen_lines")


def actions_serving(actor: Actor, entry: ProgressEntry) -> list[Action]:
    """The actions of a member's plans in force that serve the recommendation of an answer."""
    rows = Action.objects.visible_to(actor).filter(
        member=entry.member_id,
        edition=Edition.WORKING,
        recommendations=entry.recommendation_id,
    )
    return list(
        rows.exclude(plan__status=PlanStatus.SUPERSEDED)
        .select_related("plan")
        .order_by("plan", "pk")
    )


@dataclass(frozen=True)
class Ending:
    """A plan ends in so many months: `on` is the day on which that is so."""

    plan: uuid.UUID
    member_id: int
    months: int
    on: dt.date
    ends_on: dt.date


def endings(plans: Iterable[Plan]) -> Iterator[Ending]:
    """Twelve, six, three and one month before the end of each plan that was adopted, the day of
    each. Which of them has come is for the caller to compare with the member's own day."""
    for plan in plans:
        if plan.status in STANDING and plan.period_end is not None:
            for months in MONTHS_AHEAD:
                on = months_before(plan.period_end, months)
                yield Ending(plan.public_id, plan.member_id, months, on, plan.period_end)


def ends_soon(plan: Plan, today: dt.date) -> Ending | None:
    """The latest of the four days that has come, while the plan runs; None before the first."""
    if plan.is_over(today):
        return None
    return min((e for e in endings([plan]) if e.on <= today), key=lambda e: e.months, default=None)


@dataclass(frozen=True)
class Review:
    """A review or evaluation that a plan has announced, and its day."""

    what: str | Promise
    on: dt.date


def review_ahead(plan: Plan, today: dt.date) -> Review | None:
    """The next review of a standing plan within three months. Whether one of the past was held is
    not known, so nobody is reminded of it."""
    announced = (
        (_("Mid-term review"), plan.mid_term_review_on),
        (_("Final evaluation"), plan.final_evaluation_on),
    )
    near = [
        Review(what, on)
        for what, on in announced
        if on is not None and months_before(on, REVIEW_MONTHS_AHEAD) <= today <= on
    ]
    return min(near, key=lambda r: r.on, default=None) if plan.status in STANDING else None


def has_run_out(plan: Plan, today: dt.date) -> bool:
    """True where a plan is called adopted or in force although its period is over."""
    return plan.status in STANDING and plan.is_over(today)


def months_before(day: dt.date, months: int) -> dt.date:
    """The same day so many months earlier, or the last of that month."""
    return months_from(day, -months)


@dataclass(frozen=True)
class Answered:
    """How many of those a call speaks to have answered it; `unit` says what is counted."""

    n: int
    of: int
    unit: str


def answered(calls: Iterable[Call]) -> dict[str, Answered]:
    """By the code of each call that is computed: from the public plans, or from the days on which
    members joined the Network. The same figure for every reader. One query, none without such a
    call."""
    counts = lazy_counts()
    found = {call.code: answer_to(call, counts) for call in calls}
    return {code: answer for code, answer in found.items() if answer}


def answer_to(call: Call, counts: Callable[[], Mapping[str, Answered]]) -> Answered | None:
    """How a call was answered, out of the counts, which are asked for only where it is computed."""
    sources = (_FROM_PLANS, _FROM_JOINING)
    source = next((one for one in sources if call.tracks_as.startswith(one)), None)
    return counts()[source] if source else None


def lazy_counts() -> Callable[[], Mapping[str, Answered]]:
    """The counts behind all calls, with one query at the first call of it."""
    return cache(_counts)


def _counts() -> Mapping[str, Answered]:
    today = timezone.now().date()
    running = Q(period_end__isnull=True) | Q(period_end__gte=today)
    current = published_to(Plan, PUBLIC).filter(
        running, member=OuterRef("pk"), status__in=STANDING, kind__in=ANSWERING
    )
    state = Q(kind=MemberKind.STATE)
    found = Member.objects.aggregate(
        states=Count("pk", filter=state),
        with_plan=Count("pk", filter=state & Q(Exists(current))),
        members=Count("pk"),
        joined=Count("pk", filter=Q(joined_on__lte=today)),
    )
    return {
        _FROM_PLANS: Answered(found["with_plan"], found["states"], "plans"),
        _FROM_JOINING: Answered(found["joined"], found["members"], "joined"),
    }
