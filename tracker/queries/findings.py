"""What a careful reader would say of a report before it is sent: what must be fixed, and what is
worth a second look. Nothing is stored; the check page, the API and `submit` ask the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from recommendations.enums import EvidenceKind
from tracker.enums import BudgetStage, DataState, Status
from tracker.models import BudgetFigure, Evidence, ProgressEntry, Report, ReviewComment

from .asked import is_asked

# Later stages come out of earlier ones, mostly: a warning, never a bar.
_FOLLOWS = (
    (BudgetStage.ALLOCATED, BudgetStage.COMMITTED),
    (BudgetStage.COMMITTED, BudgetStage.DISBURSED),
    (BudgetStage.DISBURSED, BudgetStage.SPENT),
)


@dataclass(frozen=True)
class Finding:
    """One remark on one answer: where it is, in which field, and what to do about it."""

    recommendation: str
    field: str
    message: str
    is_blocking: bool


def findings(report: Report) -> list[Finding]:
    """All findings of a report, blocking ones first, in order of the recommendations.

    Reads the working rows: the caller has shown that its actor may see the report.
    """
    entries = list(
        ProgressEntry.objects.working()
        .filter(report=report)
        .select_related("recommendation")
        .order_by("recommendation__code")
    )
    kinds = _evidence_kinds(report)
    answered = [e for e in entries if e.status != Status.NOT_REPORTED and e.confirmed]
    found: list[Finding] = []
    if not answered:
        found.append(
            Finding("", "status", _("Answer at least one recommendation before you send."), True)
        )
    found += _open_comments(report)
    for entry in entries:
        found += _of_entry(entry, kinds[entry.pk], is_asked(entry.recommendation, report.member))
    found += _money(report)
    return sorted(found, key=lambda f: (not f.is_blocking, f.recommendation))


def blocking(report: Report) -> list[Finding]:
    return [f for f in findings(report) if f.is_blocking]


def _evidence_kinds(report: Report) -> dict[int, list[str]]:
    kinds: dict[int, list[str]] = defaultdict(list)
    rows = Evidence.objects.working().filter(entries__report=report)
    for entry, kind in rows.values_list("entries", "kind"):
        kinds[entry].append(kind)
    return kinds


def _open_comments(report: Report) -> list[Finding]:
    rows = (
        ReviewComment.objects.unscoped()
        .filter(report=report, sent_at__isnull=False, answer="", resolved_at__isnull=True)
        .select_related("entry__recommendation")
    )
    return [
        Finding(
            row.entry.recommendation.code if row.entry else "",
            "comments",
            _("Answer the reviewer’s comment."),
            True,
        )
        for row in rows
    ]


def _of_entry(entry: ProgressEntry, kinds: list[str], asked: bool) -> list[Finding]:
    code = entry.recommendation.code

    def finding(field: str, message: str, blocks: bool = False) -> Finding:
        return Finding(code, field, message, blocks)

    if entry.status == Status.NOT_REPORTED:
        return [finding("status", _("No answer yet."))] if asked else []
    if not entry.confirmed:
        message = _("Carried over from %(cycle)s and not confirmed. It does not count yet.")
        return [finding("status", message % {"cycle": entry.carried_from})] if asked else []
    found = []
    if entry.status in (Status.PARTIAL, Status.FULL) and not kinds:
        found.append(
            finding("evidence", _("Add evidence, or choose a status that needs none."), True)
        )
    if entry.status == Status.FULL and set(kinds) == {EvidenceKind.PUBLIC_COMMUNICATION}:
        found.append(
            finding(
                "evidence",
                _("Fully implemented, and the only evidence is a public communication."),
            )
        )
    if not entry.narrative.strip() and entry.status != Status.NOT_APPLICABLE:
        found.append(finding("narrative", _("Nothing is written about what changed.")))
    if not entry.is_ready:
        found.append(finding("is_ready", _("Not marked as ready.")))
    return found


def _money(report: Report) -> list[Finding]:
    """Stages that are larger than the stage before them, line by line."""
    amounts: dict[tuple, dict[str, Decimal]] = defaultdict(dict)
    rows = (
        BudgetFigure.objects.working()
        .filter(report=report, data_state=DataState.REPORTED)
        .select_related("line__recommendation")
    )
    where = {}
    for row in rows:
        key = (row.line_id, row.period_start, row.period_end, row.currency)
        amounts[key][row.stage] = row.amount  # type: ignore[assignment]
        where[key] = row.line.recommendation.code
    found = []
    for key, by_stage in amounts.items():
        for earlier, later in _FOLLOWS:
            if earlier in by_stage and later in by_stage and by_stage[later] > by_stage[earlier]:
                message = _("%(later)s is more than %(earlier)s. Is it right?") % {
                    "later": later.label,
                    "earlier": earlier.label,
                }
                found.append(Finding(where[key], "money", message, False))
    return found
