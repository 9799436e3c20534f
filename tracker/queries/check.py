"""A report as its check page shows it: findings first, then every answer in one line."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

from accounts.actor import Actor
from recommendations.models import Section
from tracker.enums import Confidentiality, Status
from tracker.models import BudgetFigure, BudgetLine, Evidence, ProgressEntry, Report

from .findings import Finding, findings, money_findings
from .findings_beside import Beside, beside
from .reports import hears_reviewers
from .work import Answers, Group, Row, answers


@dataclass(frozen=True)
class Line:
    """One answer in one line: what it says, what it said before, how much stands behind it."""

    row: Row
    documents: int
    stages: int
    before: str

    @property
    def before_label(self) -> str | Promise:
        """The status in the report before, where it was another one."""
        is_changed = self.before and self.before != self.row.entry.status
        return Status(self.before).label if is_changed else ""


@dataclass(frozen=True)
class Lines:
    """The answers of one section, a line each."""

    section: Section
    lines: Sequence[Line]


@dataclass(frozen=True)
class Check:
    """`blocking` must be fixed, `odd` is worth a look, `gaps` are not finished, `called_right` was
    looked at, `beside` are remarks on indicators and plans; `figures` are the report's amounts
    with their lines. `shared` counts the answered ones by class."""

    blocking: Sequence[Finding]
    odd: Sequence[Finding]
    gaps: Sequence[Finding]
    called_right: Sequence[Finding]
    beside: Sequence[Beside]
    figures: Sequence[BudgetFigure]
    answers: Answers
    asked: Sequence[Lines]
    optional: Sequence[Lines]
    shared: dict[str, int]
    previous_cycle: str

    @property
    def public(self) -> int:
        return self.shared.get(Confidentiality.PUBLIC, 0)

    @property
    def network(self) -> int:
        return self.shared.get(Confidentiality.NETWORK, 0)

    @property
    def inside(self) -> int:
        return sum(self.shared.values()) - self.public - self.network


def check_of(actor: Actor, report: Report, entries: Iterable[ProgressEntry]) -> Check:
    """The check of a report, as far as the actor may read it: findings about answers that the
    actor cannot read are left out."""
    listed = answers(actor, report, entries)
    readable = {row.code for row in listed.rows}
    found = remarks_to(actor, report, readable)
    documents = _documents(actor, listed)
    stages = _stages(actor, report)
    cycle, before = _before(actor, report)

    def line(row: Row) -> Line:
        about = row.entry.recommendation_id
        return Line(
            row, documents.get(row.entry.pk, 0), stages.get(about, 0), before.get(about, "")
        )

    def grouped(groups: Iterable[Group]) -> list[Lines]:
        return [Lines(g.section, [line(row) for row in g.rows]) for g in groups]

    return Check(
        blocking=[f for f in found if f.is_blocking],
        odd=[f for f in found if f.mark and not f.is_called_right],
        gaps=[f for f in found if not f.mark and not f.is_blocking],
        called_right=[f for f in found if f.is_called_right],
        beside=beside(actor, report) if hears_reviewers(actor) else [],
        figures=_figures(actor, report),
        answers=listed,
        asked=grouped(listed.asked),
        optional=grouped(listed.optional),
        shared=Counter(
            row.entry.confidentiality
            for row in listed.rows
            if row.entry.status != Status.NOT_REPORTED and row.entry.confirmed
        ),
        previous_cycle=cycle,
    )


def remarks_to(actor: Actor, report: Report, readable: set[str]) -> list[Finding]:
    """The findings about the answers and the budget lines that this person may read. A remark on
    figures tells of amounts."""
    found = [f for f in findings(report) if _may_know(actor, f, readable)]
    named = {f.line for f in found if f.line is not None}
    if not named:
        return found
    lines = BudgetLine.objects.visible_to(actor).filter(pk__in=named)
    open_lines = set(lines.values_list("pk", flat=True))
    return [f for f in found if f.line is None or f.line in open_lines]


def odd_money(actor: Actor, entry: ProgressEntry) -> list[Finding]:
    """What is odd about the figures of one answer and was not called right, as far as this person
    reads the lines."""
    found = money_findings(entry)
    if not found:
        return []
    lines = BudgetLine.objects.visible_to(actor).filter(pk__in={f.line for f in found})
    seen = set(lines.values_list("pk", flat=True))
    return [f for f in found if f.line in seen and not f.is_called_right]


def _may_know(actor: Actor, finding: Finding, readable: set[str]) -> bool:
    """A contributor is told of their own answers alone: nothing of the report as a whole, and
    nothing of the review."""
    if not hears_reviewers(actor):
        return finding.recommendation in readable and finding.field != "comments"
    return not finding.recommendation or finding.recommendation in readable


def _documents(actor: Actor, listed: Answers) -> dict[int, int]:
    rows = Evidence.objects.visible_to(actor).filter(
        edition="working", entries__in=[row.entry.pk for row in listed.rows]
    )
    return dict(Counter(rows.values_list("entries", flat=True)))


def _figures(actor: Actor, report: Report) -> list[BudgetFigure]:
    """The amounts that were reported, line by line, as far as the actor reads them. Those for
    named people are not read aloud on a page about all: each is with its answer."""
    rows = (
        BudgetFigure.objects.visible_to(actor)
        .filter(edition="working", report=report, amount__isnull=False)
        .exclude(line__confidentiality=Confidentiality.RESTRICTED)
    )
    rows = rows.select_related("line__recommendation")
    return list(rows.order_by("line__recommendation__code", "line", "period_end", "id"))


def _stages(actor: Actor, report: Report) -> dict[int, int]:
    """How many stages of money each recommendation tells of."""
    rows = BudgetFigure.objects.visible_to(actor).filter(edition="working", report=report)
    told: dict[int, set[str]] = defaultdict(set)
    for recommendation, stage in rows.values_list("line__recommendation", "stage"):
        told[recommendation].add(stage)
    return {recommendation: len(stages) for recommendation, stages in told.items()}


def _before(actor: Actor, report: Report) -> tuple[str, dict[int, str]]:
    """The code of the member's report before this one, and the statuses it gave."""
    last = (
        Report.objects.visible_to(actor)
        .filter(member=report.member_id, cycle__meeting_on__lt=report.cycle.meeting_on)
        .select_related("cycle")
        .order_by("-cycle__meeting_on")
        .first()
    )
    if last is None:
        return "", {}
    rows = (
        ProgressEntry.objects.visible_to(actor)
        .filter(report=last, edition="working")
        .exclude(status=Status.NOT_REPORTED)
    )
    return last.cycle.code, dict(rows.values_list("recommendation", "status"))
