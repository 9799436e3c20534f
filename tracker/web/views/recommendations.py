"""The agreed texts, and what members say they did about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.models import Member
from recommendations.enums import Addressee, Pillar
from recommendations.models import Call, Element, Recommendation
from tracker.enums import ElementState, Status
from tracker.filters.answers import AnswerParams
from tracker.filters.recommendations import RecommendationFilter
from tracker.queries import published
from tracker.queries.alphabet import by_name
from tracker.queries.answers import Answer, answers_about, with_proof
from tracker.queries.asked import is_asked
from tracker.queries.coverage import Distribution, Share, published_on
from tracker.queries.matrix import agreed, build_matrix
from tracker.queries.plans import answered
from tracker.web.chips import chips
from tracker.web.outline import outline

PER_PAGE = 10
FILTERS = ("communique", "theme", "pillar", "addressed_to", "search")


@dataclass(frozen=True)
class ElementLine:
    """An element of the checklist, and how many answers say that it is done."""

    element: Element
    done: Share


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All recommendations by communiqué and section, each with how members answered it."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    everything = agreed()
    rows = Recommendation.objects.select_related("communique", "section")
    rows = rows.prefetch_related("communique__calls")
    filterset = RecommendationFilter(request.GET, queryset=rows)
    found = list(filterset.qs)
    cycle = published.latest_published(published.cycles())
    matrix = build_matrix(actor, cycle, list(Member.objects.all()), found)
    context = {
        "form": filterset.form,
        "chips": chips(filterset.form, request.GET, FILTERS),
        "parts": outline(matrix.columns, about=lambda column: column.recommendation),
        "share": Share(len(found), len(everything)),
        "cycle": cycle,
        "matrix": matrix,
        "answered": answered(_calls_of(found)),
    }
    return render(request, "recommendations/index.html", context)


def _calls_of(shown: Sequence[Recommendation]) -> list[Call]:
    """The calls of the communiqués that are on the page."""
    return [call for r in shown for call in r.communique.calls.all()]


@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    """One recommendation: the agreed words first, then who reported what."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    rows = Recommendation.objects.select_related("communique", "section")
    recommendation = get_object_or_404(
        rows.prefetch_related(
            "themes", "themes_secondary", "elements", "continued_by__later", "continues__earlier"
        ),
        code=code,
    )
    cycles = [c for c in published.cycles() if c.has_published]  # type: ignore[attr-defined]
    params = AnswerParams(request.GET, cycles)
    cycle = params.chosen
    members = by_name(Member.objects.all())
    answers = answers_about(actor, recommendation, cycle, members) if cycle else []
    status = params.cleaned_data.get("status")
    page = Paginator([a for a in answers if not status or a.status == status], PER_PAGE).get_page(
        request.GET.get("page")
    )
    with_proof(actor, page.object_list)
    reported = published_on(cycle)
    context = {
        "recommendation": recommendation,
        "form": params,
        "cycle": cycle,
        "reported": Share(len(reported), len(members)),
        "as_of": max(reported.values(), default=None),
        "distribution": _distribution(recommendation, members, answers),
        "elements": _elements(recommendation, answers),
        "answers": answers,
        "page": page,
        "page_numbers": page.paginator.get_elided_page_range(page.number),
        "page_query": _without_page(request),
        "addressees": [Addressee(code).label for code in recommendation.addressed_to],
        "pillars": [Pillar(code).label for code in recommendation.pillars],
    }
    return render(request, "recommendations/detail.html", context)


def _without_page(request: HttpRequest) -> str:
    """The query of this address up to the number of another page."""
    rest = request.GET.copy()
    rest.pop("page", None)
    return f"{rest.urlencode()}&" if rest else ""


def _distribution(
    recommendation: Recommendation, members: Sequence[Member], answers: Sequence[Answer]
) -> Distribution:
    """Over every member that is asked; who said nothing counts as not reported."""
    said = {answer.member.pk: answer.status for answer in answers}
    return Distribution.of(
        said.get(m.pk, Status.NOT_REPORTED) for m in members if is_asked(recommendation, m)
    )


def _elements(recommendation: Recommendation, answers: Sequence[Answer]) -> list[ElementLine]:
    """Each element over the answers of members that are asked and to whom it applies."""
    counted = [
        a.entry.elements
        for a in answers
        if a.entry and a.is_asked and a.status != Status.NOT_APPLICABLE
    ]
    lines = []
    for element in recommendation.elements.all():
        states = [said.get(element.code, {}).get("state") for said in counted]
        applies = len(states) - states.count(ElementState.NOT_APPLICABLE)
        lines.append(ElementLine(element, Share(states.count(ElementState.DONE), applies)))
    return lines
