"""What a meeting pack tells: published answers alone, whoever orders it, since it is handed on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils import timezone

from accounts.actor import Actor
from accounts.models import Member
from recommendations.models import Call, Recommendation, Theme
from tracker.models import BudgetFigure, ReportingCycle
from tracker.queries.alphabet import by_name
from tracker.queries.coverage import GroupCoverage, Share, by_group
from tracker.queries.demo import is_demo
from tracker.queries.funnel import MoneyFunnel, funnels_of, streams_among
from tracker.queries.matrix import Matrix, agreed, build_matrix
from tracker.queries.movement import Movement, movements
from tracker.queries.overview import Facts, Scope, reports
from tracker.queries.overview.reports import Numbers
from tracker.queries.plans import Answered, answered
from tracker.queries.published import published_to


@dataclass(frozen=True)
class Pack:
    """A cycle as co-chairs may see it. `before` is the cycle that `moved` compares with."""

    cycle: ReportingCycle
    before: ReportingCycle | None
    made_at: dt.datetime
    is_demo: bool
    matrix: Matrix
    groups: Sequence[GroupCoverage]
    numbers: Numbers
    themes: Sequence[tuple[Theme, Share]]
    moved: Sequence[Movement]
    funnels: Sequence[MoneyFunnel]
    with_money: Share
    calls: Sequence[Call]
    answers_to_calls: Mapping[str, Answered]

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        return [column.recommendation for column in self.matrix.columns]

    @property
    def complete(self) -> Share:
        """How many lines give all four stages, over all currencies."""
        shares = [funnel.complete for funnel in self.funnels]
        return Share(sum(s.n for s in shares), sum(s.of for s in shares))


def read(actor: Actor, cycle: ReportingCycle) -> Pack:
    """The numbers of pages and API for the same reader."""
    members = by_name(Member.objects.all())
    recommendations = agreed()
    matrix = build_matrix(actor, cycle, members, recommendations)
    before = ReportingCycle.objects.filter(meeting_on__lt=cycle.meeting_on).first()
    earlier = build_matrix(actor, before, members, recommendations)
    streams = streams_among(
        published_to(BudgetFigure, actor).filter(report__cycle=cycle).order_by()
    )
    calls = list(Call.objects.select_related("communique"))
    scope = Scope(actor, cycle, members, frozenset())
    reported = {row.member.pk: row for row in matrix.rows if row.has_report}
    return Pack(
        cycle=cycle,
        before=before if earlier.reported.n else None,
        made_at=timezone.now(),
        is_demo=is_demo(),
        matrix=matrix,
        groups=by_group(members, reported),
        numbers=reports.numbers(Facts(scope)),
        themes=_themes(matrix),
        moved=movements(matrix, earlier),
        funnels=funnels_of(streams),
        with_money=Share(len({stream.member for stream in streams}), len(members)),
        calls=calls,
        answers_to_calls=answered(calls),
    )


def _themes(matrix: Matrix) -> list[tuple[Theme, Share]]:
    """How many of the answers asked about each theme are there. A recommendation can carry several
    themes, so these add up to nothing."""
    told = {c.recommendation.pk: c.distribution.answered for c in matrix.columns}
    rows = Theme.objects.filter(is_flag=True)
    found = []
    for theme in rows.prefetch_related("recommendations", "secondary_recommendations"):
        tagged = {*theme.recommendations.all(), *theme.secondary_recommendations.all()}
        shares = [told[one.pk] for one in tagged if one.pk in told]
        share = Share(sum(s.n for s in shares), sum(s.of for s in shares))
        if share.of:
            found.append((theme, share))
    return found
