"""The members of the Network, and what each of them published."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.enums import ListingRole
from accounts.models import Listing, Member
from recommendations.models import Recommendation
from tracker.enums import Status
from tracker.filters.answers import CycleParams
from tracker.filters.members import MemberFilter
from tracker.models import BudgetFigure, Plan, ReportingCycle
from tracker.plan_enums import PlanStatus
from tracker.queries import published
from tracker.queries.alphabet import by_letter
from tracker.queries.answers import Answer, answers_of, with_proof
from tracker.queries.civil_society import Place, Voice, open_voices
from tracker.queries.coverage import Share
from tracker.queries.funnel import funnels_of, latest_year, streams_among
from tracker.queries.groups import GROUPS, group_of
from tracker.queries.indicators import series_of_member
from tracker.queries.matrix import agreed
from tracker.queries.money import funnels
from tracker.queries.plans import plans_of
from tracker.queries.published import published_to
from tracker.queries.years import Year, years_of
from tracker.web.chips import chips
from tracker.web.funnels import shown
from tracker.web.outline import outline
from tracker.web.planlines import line_of
from tracker.web.reportlinks import report_links
from tracker.wording import counted

FILTERS = ("kind", "regional_group", "listed_in")


@dataclass(frozen=True)
class MemberLine:
    """A member in the index: its group, the years it is listed in, its latest published cycle."""

    member: Member
    group: str
    listed: list[int]
    latest: str


@dataclass(frozen=True)
class StatusLine:
    """How often a member reported one status, year by year."""

    status: Status
    counts: list[int]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All members, A to Z in the reader's language."""
    filterset = MemberFilter(request.GET, queryset=Member.objects.all())
    members = list(filterset.qs)
    listed: dict[int, list[int]] = defaultdict(list)
    named = Listing.objects.filter(role=ListingRole.LISTED).order_by("communique__ordinal")
    for member, day in named.values_list("member_id", "communique__starts_on"):
        listed[member].append(day.year)
    latest = dict(
        published.published_reports()
        .order_by("cycle__meeting_on")
        .values_list("member_id", "cycle__code")
    )
    context = {
        "form": filterset.form,
        "chips": chips(filterset.form, request.GET, FILTERS),
        "letters": [
            (
                letter,
                [
                    MemberLine(m, str(GROUPS[group_of(m)]), listed[m.pk], latest.get(m.pk, ""))
                    for m in group
                ],
            )
            for letter, group in by_letter(members)
        ],
        "share": Share(len(members), Member.objects.count()),
        "reported": sum(m.pk in latest for m in members),
    }
    return render(request, "members/index.html", context)


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One member: its years, its money, its answers of one cycle."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    member = get_object_or_404(Member, code=code)
    recommendations = agreed()
    years = years_of(actor, member, recommendations)
    params = CycleParams(request.GET, [year.cycle for year in reversed(years)])
    cycle = params.chosen
    year = next((y for y in years if y.cycle == cycle), None)
    answers: Sequence[Answer] = []
    figures: Sequence[BudgetFigure] = []
    if cycle is not None:
        answers = with_proof(actor, answers_of(actor, member, cycle, recommendations))
        figures = [f for a in answers for line in a.lines for f in line.figures]
    voices = open_voices(actor, member)
    for answer in answers:
        if cycle is not None and (answer.is_asked or answer.entry):
            answer.voices = voices.pop((cycle.pk, answer.recommendation.pk), [])
    context = {
        "member": member,
        "group": GROUPS[group_of(member)],
        "listings": member.listings.select_related("communique"),
        "form": params,
        "years": years,
        "year": year,
        "documents": report_links(member, year.cycle) if year else [],
        "counts": counted(year.distribution.counts) if year else "",
        "by_status": _by_status(years),
        "funnels": funnels(figures),
        **(_stops(actor, member) if years else {}),
        "with_money": Share(
            len({a.recommendation.pk for a in answers if a.lines and a.is_asked}),
            sum(a.is_asked for a in answers),
        ),
        "parts": outline(
            [a for a in answers if a.is_asked], about=lambda answer: answer.recommendation
        ),
        "optional": [a for a in answers if not a.is_asked and a.entry],
        "plans": [line_of(plan) for plan in _plans(plans_of(actor, member))],
        "series": [one for one in series_of_member(actor, member) if one.is_published],
        "unanswered": _unanswered(voices, {y.cycle.pk for y in years}, cycle, recommendations),
    }
    return render(request, "members/detail.html", context)


def _plans(every: Sequence[Plan]) -> Sequence[Plan]:
    """Those that no later one has replaced; the latest, where each was."""
    standing = [plan for plan in every if plan.status != PlanStatus.SUPERSEDED]
    return standing or every[-1:]


def _stops(actor: Actor, member: Member) -> dict[str, Any]:
    """Where the member's money stops, in the latest year of which it says what was paid out: a
    year's plan and its use are told in different reports."""
    figures = published_to(BudgetFigure, actor).filter(member=member).order_by()
    year = latest_year(figures)
    streams = streams_among(figures.filter(period_end__year=year)) if year else []
    found = funnels_of(streams, least=1)
    return {"stops": shown(found), "stops_year": year}


def _by_status(years: Sequence[Year]) -> list[StatusLine]:
    """The numbers of the strips as a table."""
    told = [year.distribution.counts for year in years]
    return [StatusLine(status, [counts[status] for counts in told]) for status in reversed(Status)]


@dataclass(frozen=True)
class Unanswered:
    """Civil society's views where no published answer stands that they could stand beside."""

    cycle: ReportingCycle
    recommendation: Recommendation
    voices: list[Voice]


def _unanswered(
    voices: Mapping[Place, list[Voice]],
    published_in: Collection[int],
    shown: ReportingCycle | None,
    recommendations: Sequence[Recommendation],
) -> list[Unanswered]:
    """What is left once answers have theirs; of other published cycles their own pages tell."""
    left = [p for p in voices if p[0] not in published_in or (shown and p[0] == shown.pk)]
    cycles = ReportingCycle.objects.in_bulk({cycle for cycle, _about in left}) if left else {}
    return [
        Unanswered(cycle, r, voices[key, r.pk])
        for key, cycle in sorted(cycles.items(), key=lambda c: c[1].meeting_on, reverse=True)
        for r in recommendations
        if (key, r.pk) in left
    ]
