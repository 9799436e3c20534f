"""One answer whole, as its page holds it: the form, its tables of money, and what two people
wrote at the same time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.forms import BoundField
from django.utils.datastructures import MultiValueDict

from accounts.actor import Actor
from recommendations.models import Element
from tracker import rules
from tracker.domain import drafts, progress, review
from tracker.enums import BudgetStage, DataState
from tracker.models import ProgressEntry, ReviewComment
from tracker.queries.history import version_of, versions_of
from tracker.queries.last_year import LastAnswer
from tracker.queries.lines import Group
from tracker.queries.remarks import Remark

from .conflict import Difference, Joined, join
from .controls import BOXES, DAY, as_typed, posted, typed, words
from .entry import CLAIM, TEXTS, EntryForm, initial_of
from .money_table import MoneyTable, Period, shown


@dataclass(frozen=True)
class ElementRow:
    """One item of the checklist: its words, its state, and why it does not apply."""

    text: str
    state: BoundField
    reason: BoundField


class Answer:
    """The form of an answer and a table for each group of its figures, bound to what was posted
    or to what is stored."""

    def __init__(
        self,
        actor: Actor,
        entry: ProgressEntry,
        elements: Sequence[Element],
        groups: Iterable[Group],
        comments: Sequence[ReviewComment],
        last: LastAnswer | None = None,
        data: MultiValueDict | None = None,
    ) -> None:
        self.actor, self.entry, self.elements = actor, entry, list(elements)
        self.comments, self.last, self.groups = list(comments), last, list(groups)
        self.may_share = bool(rules.may_share(actor, entry))
        self._bind(data)

    def _bind(self, data: MultiValueDict | None) -> None:
        self.data = data
        self.form = EntryForm(self.entry, self.elements, self.comments, self.may_share, data)
        self.tables = [self._table(group, data) for group in self.groups]

    def _table(self, group: Group, data: MultiValueDict | None) -> MoneyTable:
        last = {}
        if self.last is not None and group.line is not None:
            last = {
                stage.value: self.last.amount(group.line.pk, group.currency, stage)
                for stage in BudgetStage
            }
        frame = (group.line, group.currency, Period(group.start, group.end), group.figures, last)
        table = MoneyTable(*frame)
        if data is not None and f"{table.prefix}-currency" in data:
            table = MoneyTable(*frame, data=data)
        return table

    @property
    def element_rows(self) -> list[ElementRow]:
        return [
            ElementRow(e.text, self.form[f"state-{e.code}"], self.form[f"reason-{e.code}"])
            for e in self.elements
        ]

    @property
    def remarks(self) -> list[Remark]:
        """The comments that can be answered on this page, each with its box."""
        return [Remark(c, self.form[f"answer-{c.public_id}"]) for c in self.comments]

    @property
    def forms(self) -> list[Any]:
        return [self.form, *self.tables]

    @property
    def has_errors(self) -> bool:
        return any(form.is_bound and form.errors for form in self.forms)

    def is_valid(self) -> bool:
        """True where every form reads. All are asked, so that every error is on the page."""
        answers = [form.is_valid() for form in self.forms if form.is_bound]
        return all(answers)

    # --- two people at once ---------------------------------------------------------------------

    def is_stale(self) -> bool:
        """True where somebody saved the answer or one of its figures since the page was sent."""
        if self.data is None:
            return False
        known = self.data.get("version", "")
        if known.isdecimal() and int(known) != self.entry.version:
            return True
        return any(True for _row in self._stale_figures()) or bool(self.lost_tables())

    def lost_tables(self) -> list[str]:
        """What was typed into tables that are not there any more, as words to show again."""
        if self.data is None:
            return []
        standing = {table.prefix for table in self.tables}
        gone = {
            name.removesuffix("-currency")
            for name in self.data
            if name.startswith("money-") and name.endswith("-currency")
        } - standing
        return [
            f"{stage.label}: {DataState(state).label if state in DataState.values else ''} {amount}"
            for prefix in sorted(gone)
            for stage in BudgetStage
            for state in [self.data.get(f"{prefix}-{stage}-state", "")]
            for amount in [self.data.get(f"{prefix}-{stage}-amount", "")]
            if state or amount
        ]

    def _stale_figures(self) -> Iterator[tuple[MoneyTable, BudgetStage, int]]:
        """Rows whose stored figure is not the one the page was sent with, and its version then
        (0: there was none)."""
        for table in self.tables:
            if not table.is_bound:
                continue
            for stage in BudgetStage:
                typed = self.data.get(f"{table.prefix}-{stage}-version", "")  # type: ignore[union-attr]
                known = int(typed) if typed.isdecimal() else 0
                figure = table.figures.get(stage)
                if known != (figure.version if figure else 0):
                    yield table, stage, known

    def join(self) -> Joined:
        """What was typed of the answer itself, together with what others changed of it since."""
        assert self.data is not None
        known = self.data.get("version", "")
        then = version_of(self.entry, int(known)) if known.isdecimal() else None
        base = as_typed(initial_of(then, self.elements)) if then is not None else None
        return join(self.typed(), base, self._stored())

    def typed(self) -> dict[str, str]:
        """What was posted for each control of the answer itself."""
        assert self.data is not None
        return {name: typed(self.data, name) for name in self._stored()}

    def joined(self) -> tuple[list[Difference], int]:
        """Takes over what others changed elsewhere, and answers with the fields where both wrote,
        and with how many changes were taken over. The forms are bound to the joined values."""
        assert self.data is not None
        result = self.join()
        differing = self.differences(result)
        data = self.data.copy()
        for name, value in posted(result.values).items():
            data[name] = value
        data["version"] = str(self.entry.version)
        money, included = self._join_money(data)
        self._bind(data)
        return differing + money, result.included + included

    def differences(self, result: Joined) -> list[Difference]:
        theirs = self._stored()
        return [
            Difference(
                name,
                _label(self.form, name),
                words(name, result.values[name]),
                words(name, theirs[name]),
                name in TEXTS,
            )
            for name in result.differing
        ]

    def _stored(self) -> dict[str, str]:
        stored = as_typed(initial_of(self.entry, self.elements))
        return {n: v for n, v in stored.items() if n in self.form.fields and n != "version"}

    def _join_money(self, data: MultiValueDict) -> tuple[list[Difference], int]:
        rows = list(self._stale_figures())
        then = versions_of(
            [(t.figures[s], known) for t, s, known in rows if known and s in t.figures]
        )
        differences, included = [], 0
        for table, stage, known in rows:
            name, figure = f"{table.prefix}-{stage}", table.figures.get(stage)
            mine = (data.get(f"{name}-state", ""), data.get(f"{name}-amount", "").strip())
            theirs = _said(figure)
            base = _said(then.get(figure.pk)) if figure else None
            data[f"{name}-version"] = str(figure.version) if figure else ""
            # A sealed figure existed, but nobody can say any more what it was.
            is_sealed = bool(known and figure and figure.pk not in then)
            if mine == (base or ("", "")) and mine != theirs and not is_sealed:
                data[f"{name}-state"], data[f"{name}-amount"] = theirs
                included += 1
            elif mine != theirs:
                differences.append(
                    Difference(
                        name, stage.label, _figure_words(*mine), _figure_words(*theirs), False
                    )
                )
        return differences, included

    def choose(self) -> bool:
        """Puts the choices of a conflict's panel into what was posted. True where two texts were
        joined and somebody still has to edit them."""
        assert self.data is not None
        data, both = self.data.copy(), False
        stored = self._stored()
        for name, choice in self.data.items():
            if not name.startswith("take-") or choice == "mine":
                continue
            target = name.removeprefix("take-")
            if target in stored and choice == "theirs":
                for control, value in posted({target: stored[target]}).items():
                    data[control] = value
            elif target in TEXTS and choice == "both":
                data[target] = f"{typed(self.data, target)}\n\n{stored[target]}".strip()
                both = True
            elif choice == "theirs":
                self._take_figure(data, target)
        self._bind(data)
        return both

    def _take_figure(self, data: MultiValueDict, target: str) -> None:
        for table in self.tables:
            for stage in BudgetStage:
                if target == f"{table.prefix}-{stage}":
                    said = _said(table.figures.get(stage))
                    data[f"{target}-state"], data[f"{target}-amount"] = said

    # --- writing --------------------------------------------------------------------------------

    def save(self, without_claim: bool = False) -> bool:
        """Writes the answer, its money and the replies in one transaction. False where a verb
        refused a value: then nothing is written and the forms carry the reasons.

        `without_claim` leaves the status and what it rests on as stored. Raises NotAllowed and
        Conflict.
        """
        with transaction.atomic():
            self._collect(self._save_entry, self.form.put_refusal, without_claim)
            for table in self.tables:
                if table.is_bound and not table.errors:
                    self._collect(
                        lambda t=table: t.save(self.actor, self.entry.report, self.entry),
                        lambda said, t=table: _put(t, said),
                    )
            for comment, text in self.form.answers():
                self._collect(
                    lambda c=comment, t=text: review.answer(self.actor, c, c.version, t),
                    lambda said, c=comment: self.form.add_error(
                        f"answer-{c.public_id}", [m for texts in said.values() for m in texts]
                    ),
                )
            if self.has_errors:
                transaction.set_rollback(True)
        return not self.has_errors

    def _collect(self, write: Any, put: Any, *args: Any) -> None:
        try:
            with transaction.atomic():
                write(*args)
        except ValidationError as error:
            put(error.message_dict if hasattr(error, "error_dict") else {"": error.messages})

    def _save_entry(self, without_claim: bool) -> None:
        changes, known = self.form.changes(), self.form.cleaned_data["version"]
        if without_claim:
            self._save_words(changes, known)
        elif changes or not self.entry.confirmed:
            progress.record(self.actor, self.entry, known, changes)
        else:
            # What was kept while it was typed was never asked whether it holds.
            progress.judge(self.entry, [element.code for element in self.elements])

    def _save_words(self, changes: dict[str, Any], known: int) -> None:
        words = {n: value for n, value in changes.items() if n in drafts.KEPT and n not in CLAIM}
        drafts.autosave(self.actor, self.entry, known, words)
        if "confidentiality" in changes:
            shared = {"confidentiality": changes["confidentiality"]}
            progress.record(self.actor, self.entry, self.entry.version, shared)

    def claim(self) -> dict[str, Any]:
        """What was typed of the claim, by control, to be offered again on the next visit."""
        assert self.data is not None
        names = ["status", "status_reason", "is_ready"]
        for element in self.elements:
            names += [f"state-{element.code}", f"reason-{element.code}"]
        typed_day = [self.data.get(box, "") for box in BOXES]
        return {name: self.data[name] for name in names if name in self.data} | {DAY: typed_day}


def _put(table: MoneyTable, said: dict[str, list[str]]) -> None:
    for name, messages in said.items():
        table.add_error(name if name in table.fields else None, messages)


def _said(figure: Any) -> tuple[str, str]:
    return (figure.data_state, shown(figure)) if figure is not None else ("", "")


def _figure_words(state: str, amount: str) -> str:
    if amount:
        return amount
    return str(DataState(state).label) if state in DataState.values else "–"


def _label(form: EntryForm, name: str) -> Any:
    return form.fields[name].label if name in form.fields else name
