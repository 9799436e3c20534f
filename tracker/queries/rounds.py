"""What changed in a report since it was sent the time before. The words come from the history, and
only for rows that the reader may see today."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, Q

from accounts.actor import Actor
from tracker.enums import Confidentiality, Edition
from tracker.models import BudgetFigure, BudgetLine, Evidence, ProgressEntry, Report, Submission

# What an answer says, by the name of the field a comment can be pinned to.
SAID = {
    "status": ("status", "status_reason", "planned_on"),
    "elements": ("elements",),
    "narrative": ("narrative", "language"),
    "obstacles": ("obstacles",),
    "next_steps": ("next_steps",),
}
_DOCUMENT = (
    "title form kind url sha256 issued_by document_date page_pin relevance elements language"
).split()
_FIGURE = "stage period_start period_end amount currency data_state as_of quality".split()


@dataclass(frozen=True)
class Since:
    """What changed in one answer. `before` is the answer as it was sent, None where the history
    keeps no words of it; `fields` are the fields that differ."""

    report_id: int = 0
    fields: frozenset[str] = frozenset()
    before: Any | None = None
    is_sealed: bool = False
    new_documents: frozenset[str] = frozenset()
    gone_documents: tuple[str, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    gone_figures: tuple[Any, ...] = ()


def base_rounds(actor: Actor, reports: Iterable[Report]) -> dict[int, Submission]:
    """The round that each report is compared with, by report: the one before the last, and while
    the member holds the report the last. Not there where nobody knows what that round held."""
    wanted = {r.pk: r.round if r.is_with_member else r.round - 1 for r in reports}
    sent_before = [pk for pk, number in wanted.items() if number]
    if not sent_before:
        return {}
    rows = Submission.objects.visible_to(actor).filter(report__in=sent_before)
    return {
        row.report_id: row for row in rows if row.round == wanted[row.report_id] and row.versions
    }


def changes_since(actor: Actor, bases: Mapping[int, Submission]) -> dict[int, Since]:
    """What changed in the answers of some reports, by answer, as far as this reader sees them. A
    number of queries that does not grow with the reports."""
    if not bases:
        return {}
    entries = list(
        ProgressEntry.objects.visible_to(actor).filter(
            report__in=list(bases), edition=Edition.WORKING
        )
    )
    sent = {
        entry.pk: bases[entry.report_id].versions.get(str(entry.public_id), {}) for entry in entries
    }
    answers = _Then(ProgressEntry, {str(e.public_id): sent[e.pk].get("version") for e in entries})
    documents = _Documents(actor, entries, sent)
    figures = _Figures(actor, entries, bases, sent)
    return {
        entry.pk: _since(entry, sent[entry.pk], answers, documents, figures) for entry in entries
    }


def _since(
    entry: ProgressEntry,
    sent: Mapping[str, Any],
    answers: _Then,
    documents: _Documents,
    figures: _Figures,
) -> Since:
    if not sent:
        return Since(entry.report_id)
    is_same = sent["version"] == entry.version
    before = entry if is_same else answers.row(str(entry.public_id))
    fields = set() if before is None else differing(before, entry)
    new, gone, is_evidence_changed = documents.of(entry)
    amounts, gone_figures, is_money_changed = figures.of(entry)
    if before is None:
        fields.add("narrative")
    if is_evidence_changed:
        fields.add("evidence")
    if is_money_changed:
        fields.add("money")
    return Since(
        report_id=entry.report_id,
        fields=frozenset(fields),
        before=before,
        is_sealed=before is None,
        new_documents=new,
        gone_documents=gone,
        figures=amounts,
        gone_figures=gone_figures,
    )


def differing(before: Any, now: Any) -> set[str]:
    """The fields in which two versions of an answer say something else."""
    return {
        name
        for name, columns in SAID.items()
        if any(_value(before, column) != _value(now, column) for column in columns)
    }


def _value(row: Any, column: str) -> Any:
    value = getattr(row, column)
    if column != "elements" or not isinstance(value, dict):
        return value
    return {code: said for code, said in value.items() if said.get("state") != "not_begun"}


class _Then:
    """Rows of one model as they were at a version, from the history; never a restricted one."""

    def __init__(self, model: type[Model], versions: Mapping[str, int | None]) -> None:
        known = {key: version for key, version in versions.items() if version is not None}
        events = model.pgh_event_model.objects.filter(  # type: ignore[attr-defined]
            public_id__in=list(known), edition=Edition.WORKING
        )
        self.rows: dict[str, Any] = {}
        self.is_gone: set[str] = set()
        closed: set[str] = set()
        for event in events.order_by("pgh_id"):
            key = str(event.public_id)
            if event.version == known[key]:
                self.rows[key] = event
                if event.confidentiality == Confidentiality.RESTRICTED:
                    closed.add(key)
            if event.pgh_label == "delete":
                self.is_gone.add(key)
                if event.confidentiality == Confidentiality.RESTRICTED:
                    closed.add(key)
        for key in closed:
            self.rows.pop(key, None)

    def row(self, key: str) -> Any | None:
        return self.rows.get(key)


class _Documents:
    """Which documents stood with each answer then, and which do now."""

    def __init__(
        self, actor: Actor, entries: Sequence[ProgressEntry], sent: Mapping[int, Mapping[str, Any]]
    ) -> None:
        self.sent = sent
        now = Evidence.objects.visible_to(actor).filter(edition=Edition.WORKING)
        self.now: dict[int, dict[str, Evidence]] = {entry.pk: {} for entry in entries}
        served = Evidence.entries.through.objects.filter(progressentry__in=list(self.now))
        pairs = list(served.values_list("progressentry", "evidence"))
        old = {key: v for one in sent.values() for key, v in one.get("evidence", {}).items()}
        rows = {
            row.pk: row
            for row in now.filter(
                Q(pk__in=[pk for _entry, pk in pairs]) | Q(public_id__in=list(old))
            )
        }
        for entry, pk in pairs:
            if pk in rows:
                self.now[entry][str(rows[pk].public_id)] = rows[pk]
        self.seen = {str(row.public_id): row for row in rows.values()}
        moved = {
            key: version
            for key, version in old.items()
            if key not in self.seen or self.seen[key].version != version
        }
        self.then = _Then(Evidence, moved)

    def of(self, entry: ProgressEntry) -> tuple[frozenset[str], tuple[str, ...], bool]:
        then = self.sent[entry.pk].get("evidence", {})
        now = self.now[entry.pk]
        new = frozenset(now) - set(then)
        gone = tuple(title for key in then if key not in now and (title := self._title(key)))
        changed = {
            key
            for key in now.keys() & then.keys()
            if now[key].version != then[key] and self._differs(key)
        }
        return new | changed, gone, bool(new or gone or changed)

    def _title(self, key: str) -> str:
        """The title of a document that does not stand here any more: today's, where it still
        serves another answer; the last one, where it is gone. Else nobody may know of it."""
        if key in self.seen:
            return str(self.seen[key].title)
        event = self.then.row(key)
        return str(event.title) if event is not None and key in self.then.is_gone else ""

    def _differs(self, key: str) -> bool:
        event = self.then.row(key)
        return event is None or any(
            getattr(event, name) != getattr(self.seen[key], name) for name in _DOCUMENT
        )


class _Figures:
    """Which figures stood with each answer then, and which do now."""

    def __init__(
        self,
        actor: Actor,
        entries: Sequence[ProgressEntry],
        bases: Mapping[int, Submission],
        sent: Mapping[int, Mapping[str, Any]],
    ) -> None:
        self.sent = sent
        place = {(e.report_id, e.recommendation_id): e.pk for e in entries}
        self.now: dict[int, dict[str, BudgetFigure]] = {entry.pk: {} for entry in entries}
        figures = BudgetFigure.objects.visible_to(actor).filter(
            report__in=list(bases), edition=Edition.WORKING
        )
        for row in figures.select_related("line"):
            entry = place.get((row.report_id, row.line.recommendation_id))
            if entry is not None:
                self.now[entry][str(row.public_id)] = row
        seen = {key: row for rows in self.now.values() for key, row in rows.items()}
        moved = {
            key: version
            for one in sent.values()
            for key, version in one.get("figures", {}).items()
            if key not in seen or seen[key].version != version
        }
        self.then = _Then(BudgetFigure, moved)
        lines = {row.line_id for row in self.then.rows.values()}
        visible = BudgetLine.objects.visible_to(actor).filter(pk__in=lines)
        self.lines = set(visible.values_list("pk", flat=True)) if lines else set()

    def of(self, entry: ProgressEntry) -> tuple[dict[str, Any], tuple[Any, ...], bool]:
        versions = self.sent[entry.pk].get("figures", {})
        now = self.now[entry.pk]
        then: dict[str, Any] = {}
        gone = []
        is_changed = bool(now.keys() - versions.keys())
        for key, version in versions.items():
            event = self.then.row(key)
            if key in now:
                row = now[key]
                then[key] = row if row.version == version else event
                is_changed |= row.version != version and (
                    event is None or any(getattr(event, n) != getattr(row, n) for n in _FIGURE)
                )
            elif event is not None and key in self.then.is_gone and event.line_id in self.lines:
                gone.append(event)
        return then, tuple(gone), is_changed or bool(gone)
