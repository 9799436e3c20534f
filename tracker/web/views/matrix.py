"""The matrix: members against recommendations, one group at a time unless all are asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.actor import Actor
from accounts.enums import RegionalGroup
from accounts.models import Member
from recommendations.models import Communique
from tracker.filters.matrix import ALL, MatrixParams
from tracker.queries import published
from tracker.queries.alphabet import by_name
from tracker.queries.groups import GROUPS, ORGANIZATIONS, group_of, in_group
from tracker.queries.matrix import agreed, build_matrix
from tracker.web.chips import chips
from tracker.web.grid import grid

FILTERS = ("cycle", "communique", "theme", "regional_group")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    actor: Actor = request.actor  # type: ignore[attr-defined]
    cycles = published.cycles()
    cycle = published.cycle_to_show(cycles)
    defaults = {"cycle": cycle.code if cycle else "", "regional_group": _home(actor)}
    params = MatrixParams(request.GET, cycles, list(Communique.objects.all()), defaults)
    chosen = params.chosen
    group = chosen["regional_group"]
    members = by_name(Member.objects.all())
    matrix = build_matrix(
        actor,
        next((c for c in cycles if c.code == chosen["cycle"]), None),
        members if group == ALL else in_group(members, group),
        agreed(chosen["communique"], chosen["theme"]),
    )
    context = {
        "form": params,
        **grid(matrix, is_latest=matrix.cycle == published.latest_published(cycles)),
        "cycle": matrix.cycle,
        "group": None if group == ALL else GROUPS[group],
        "chips": chips(params, request.GET, FILTERS),
        "file_query": _file_query(chosen, [row.member for row in matrix.rows]),
    }
    return render(request, "matrix/index.html", context)


def _file_query(chosen: Mapping[str, str], members: Iterable[Member]) -> str:
    """The filters of the page, as those of the dataset of answers say them."""
    asked = {name: chosen[name] for name in ("cycle", "communique", "theme") if chosen[name]}
    if chosen["regional_group"] == ORGANIZATIONS:
        asked["member"] = ",".join(member.code for member in members)
    elif chosen["regional_group"] != ALL:
        asked["regional_group"] = chosen["regional_group"]
    return urlencode({**asked, "published": "true"})


def _home(actor: Actor) -> str:
    """The group shown first: the reader's own, else the first of the list. All members at once
    would weigh too much for a slow line."""
    member = actor.seat.member if actor.seat else None
    return group_of(member) if member else RegionalGroup.AFRICAN.value
