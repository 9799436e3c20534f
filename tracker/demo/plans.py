"""Plans of the demonstration: two generations in Kenya with actions that serve recommendations, and
one plan or two of a dozen other members. All of it invented."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.actor import SYSTEM
from accounts.enums import Role
from accounts.models import Member
from recommendations.enums import Pillar
from recommendations.models import Recommendation
from tracker.domain import actions, plans
from tracker.domain.carrying_over import Decision, carry_over
from tracker.domain.plan_publication import publish_plans
from tracker.domain.saving import recorded
from tracker.models import Action, Plan, Report
from tracker.plan_enums import (
    BudgetState,
    CivilSocietyRole,
    Delivery,
    EmergingIssue,
    InstitutionType,
    LinkedPlan,
    LocationLevel,
    Orientation,
    PlanKind,
    PlanStatus,
)

from . import words
from .people import language_of
from .script import dice
from .world import World

OTHERS = 12
# The first states of the draw have two generations, the last ones a plan that nobody published.
WITH_TWO, NOT_PUBLISHED = 4, 2
NAMED = ("MDA", "org-ecowas")


def write_plans(world: World) -> None:
    """Kenya’s plans through the verbs, the others at once; then what their members share is
    published beside the reports that are."""
    _kenya(world)
    with recorded(SYSTEM, "demo.load"):
        rng = dice("plans")
        states = [m for m in world.members if m.is_state and m.code not in ("KEN", *NAMED)]
        chosen = [m for m in world.members if m.code in NAMED]
        chosen += rng.sample(states, OTHERS - len(NAMED))
        for place, member in enumerate(chosen):
            _other(member, place)
        _publish([*chosen, Member.objects.get(code="KEN")])


def _publish(members: Sequence[Member]) -> None:
    shown = Report.internal.filter(published_at__isnull=False, withdrawn_at__isnull=True)
    for member in members:
        report = shown.filter(member=member).order_by("-cycle__meeting_on").first()
        if report is not None:
            publish_plans(report)


def _kenya(world: World) -> None:
    """The second plan took most of the first over, and ends within a year from today."""
    actor = world.cast.actor("KEN", Role.FOCAL_POINT)
    member = next(m for m in world.members if m.code == "KEN")
    ends = timezone.now().date() + dt.timedelta(days=270)
    begins = dt.date(ends.year - 4, 1, 1)
    rng = dice("plans", "KEN")
    shared = {"confidentiality": "public", "language": "en"}
    first = plans.add(
        actor,
        member,
        {
            **_facts(rng, 1, begins.replace(year=begins.year - 5), begins - dt.timedelta(days=1)),
            **shared,
            "title": words.PLAN_TITLES["en"].format(ordinal="first"),
        },
    )
    codes = dict(Recommendation.objects.in_bulk(field_name="code"))
    olds = [
        actions.add(
            actor,
            first,
            {
                "code": f"{place}",
                "text": text,
                "recommendations": [codes[code] for code in serves],
                "delivery": rng.choice(Delivery.values),
                "pillar": rng.choice(Pillar.values),
            },
        )
        for place, (text, serves) in enumerate(words.PLAN_ACTIONS[:5], start=1)
    ]
    second = plans.add(
        actor,
        member,
        {
            **_facts(rng, 2, begins, ends),
            **shared,
            "title": words.PLAN_TITLES["en"].format(ordinal="second"),
            "predecessor": first,
            "budget_state": BudgetState.STATED_TOTAL,
            "budget_total": Decimal(480_000_000),
            "budget_currency": "KES",
        },
    )
    kept, merged, dropped = olds[:3], olds[3], olds[4]
    decisions = {row.public_id: Decision("kept") for row in kept}
    decisions[merged.public_id] = Decision("merged", kept[0].public_id, words.PLAN_MERGED)
    decisions[dropped.public_id] = Decision("dropped", None, words.PLAN_DROPPED)
    carry_over(actor, second, second.version, decisions, supersede=True)
    for place, (text, serves) in enumerate(words.PLAN_ACTIONS[5:], start=4):
        actions.add(
            actor,
            second,
            {
                "code": f"{place}",
                "text": text,
                "recommendations": [codes[code] for code in serves],
                "pillar": rng.choice(Pillar.values),
                "lead_institution": rng.choice(words.BODIES),
                "due_on": ends - dt.timedelta(days=rng.randint(0, 400)),
                "location_level": rng.choice(LocationLevel.values),
                # One that only the member and its reviewers read.
                "confidentiality": "member" if place == 4 else "public",
            },
        )


def _other(member: Member, place: int) -> None:
    rng = dice("plans", member.code)
    language = words.written_in(language_of(member), rng)
    start = dt.date(2023, 1, 1) if member.code == "MDA" else dt.date(rng.randint(2020, 2024), 1, 1)
    end = start.replace(year=start.year + 5) - dt.timedelta(days=1)
    shared = "public" if member.code in NAMED else rng.choice(["network", "public", "public"])
    confidentiality = "member" if place >= OTHERS - NOT_PUBLISHED else shared
    before = None
    if place < WITH_TWO and member.is_state:
        earlier = start.replace(year=start.year - 5)
        until = start - dt.timedelta(days=1)
        before = _plan(member, rng, 1, earlier, until, language, confidentiality)
        # Nobody has carried these over yet.
        _actions(before, rng, place)
    generation = 2 if before else 1
    plan = _plan(member, rng, generation, start, end, language, confidentiality, before)
    _actions(plan, rng, place + 4)


def _actions(plan: Plan, rng: random.Random, place: int) -> None:
    for number in range(1, rng.randint(2, 5)):
        text, serves = words.PLAN_ACTIONS[(place + number) % len(words.PLAN_ACTIONS)]
        action = Action.internal.create(
            member=plan.member,
            plan=plan,
            code=f"A{number}" if plan.predecessor else str(number),
            text=text,
            language="en",
            confidentiality=plan.confidentiality,
            delivery=rng.choice(Delivery.values),
            pillar=rng.choice(Pillar.values),
        )
        action.recommendations.set(Recommendation.objects.filter(code__in=serves))


def _plan(
    member: Member,
    rng: random.Random,
    generation: int,
    start: dt.date,
    end: dt.date,
    language: str,
    confidentiality: str,
    predecessor: Plan | None = None,
) -> Plan:
    facts = _facts(rng, generation, start, end)
    ordinals = words.PLAN_ORDINALS[language]
    facts |= {
        "title": words.PLAN_TITLES[language].format(ordinal=ordinals[generation - 1]),
        "language": language,
        "confidentiality": confidentiality,
        "predecessor": predecessor,
    }
    if not member.is_state:
        facts["kind"] = PlanKind.RAP
    today = timezone.now().date()
    if end < today:
        facts["status"] = PlanStatus.EXPIRED_IN_RENEWAL
    if generation == 1 and end < dt.date(2025, 1, 1):
        facts["status"] = PlanStatus.SUPERSEDED
    return Plan.internal.create(member=member, **facts)


def _facts(rng: random.Random, generation: int, start: dt.date, end: dt.date) -> dict[str, Any]:
    """What is known of a plan: much of it, and some of it not."""

    def some(values: Any) -> list[str] | None:
        return rng.choice([None, [], *[sorted(rng.sample(values.values, 3)) for _ in range(4)]])

    return {
        "kind": PlanKind.NAP,
        "generation": generation,
        "status": PlanStatus.IN_FORCE,
        "adopted_on": start - dt.timedelta(days=rng.randint(20, 90)),
        "adopting_authority": "Sample cabinet",
        "legal_form": rng.choice(("Sample cabinet decision", "Sample decree", "")),
        "period_start": start,
        "period_end": end,
        "orientation": rng.choice(Orientation.values),
        "lead_institution": rng.choice(words.BODIES),
        "lead_institution_type": rng.choice(InstitutionType.values),
        "civil_society_role": rng.choice(CivilSocietyRole.values),
        "reports_to_parliament": rng.choice((True, False, None)),
        "monitoring_framework": rng.choice((True, True, False, None)),
        "indicator_count": rng.choice((None, 12, 26, 40)),
        "budget_state": rng.choice(BudgetState.values),
        "local_plans": rng.choice((None, 0, 3, 11)),
        "linked_plans": some(LinkedPlan),
        "emerging_issues": some(EmergingIssue),
        "pillars": some(Pillar),
        "contact_office": "Sample office of the focal point",
    }
