"""The first page: what was agreed, how many reported, what they say."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from accounts.models import Member
from tracker.enums import CycleState
from tracker.queries import coverage, published
from tracker.queries.alphabet import by_name
from tracker.queries.groups import GROUPS, group_of
from tracker.queries.matrix import Matrix, Row, agreed, build_matrix
from tracker.web.grid import grid
from tracker.web.outline import outline
from tracker.web.units import units

MINI_ROWS = 7


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    actor = request.actor  # type: ignore[attr-defined]
    cycles = published.cycles()
    cycle = published.cycle_to_show(cycles)
    open_now = next((c for c in cycles if c.state == CycleState.OPEN), None)
    members = by_name(Member.objects.all())
    matrix = build_matrix(actor, cycle, members, agreed())
    reported = coverage.published_on(cycle)
    groups = coverage.by_group(members, reported)
    backed = coverage.backed_by_evidence(actor, cycle)
    context = {
        "cycle": cycle,
        "open_now": open_now,
        "open_share": coverage.Share(len(coverage.published_on(open_now)), len(members)),
        **grid(matrix, is_latest=cycle == published.latest_published(cycles)),
        "parts": outline(matrix.columns, about=lambda column: column.recommendation),
        "groups": groups,
        "units": units(groups, get_language_bidi()),
        "backed": coverage.Share(_counted(matrix, backed), matrix.distribution.answered.n),
        "with_figures": coverage.Share(
            len(coverage.members_with_figures(actor, cycle)), matrix.reported.n
        ),
        **_mini(matrix),
    }
    return render(request, "public/start.html", context)


def _counted(matrix: Matrix, backed: set[tuple[int, int]]) -> int:
    """How many of the answers that were asked for are among these."""
    ids = {column.recommendation.code: column.recommendation.pk for column in matrix.columns}
    return sum(
        (row.member.pk, ids[cell.code]) in backed
        for row in matrix.rows
        for cell in row.cells
        if cell.counts
    )


def _mini(matrix: Matrix) -> dict[str, object]:
    """The first rows of the first group in which somebody reported."""
    for code, label in GROUPS.items():
        rows: list[Row] = [
            row for row in matrix.rows if row.has_report and group_of(row.member) == code
        ]
        if rows:
            return {"mini_group": label, "mini_code": code, "mini_rows": rows[:MINI_ROWS]}
    return {"mini_rows": []}
