"""What members answer in the demonstration: statuses that their elements bear out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from accounts.models import Member
from recommendations.models import Recommendation
from tracker.claims import is_fall
from tracker.enums import Confidentiality, ElementState, Status
from tracker.queries.asked import is_asked

from . import words
from .people import language_of
from .script import CYCLES, DRAFTING, OPEN, SILENT, WITH_MONEY, dice

Key = tuple[str, str]
_CLASSES = (
    [Confidentiality.PUBLIC] * 72
    + [Confidentiality.NETWORK] * 15
    + [Confidentiality.MEMBER] * 11
    + [Confidentiality.RESTRICTED] * 2
)
_ARMS_EXPORTS = "2022-06-e3"


@dataclass(frozen=True)
class Answer:
    """One answer as it will be written: `facts` are the columns of a ProgressEntry, `done` the
    elements done in it, in the order in which they were reached."""

    facts: Mapping[str, Any]
    done: tuple[str, ...]


def answers_of(
    member: Member,
    recommendations: Mapping[str, Sequence[Recommendation]],
    plot: Mapping[str, Mapping[str, str]],
) -> dict[Key, Answer]:
    """A member's answers by cycle and recommendation, through all cycles it reported in.

    `recommendations` holds those that each cycle asks about, their elements loaded.
    """
    found: dict[Key, Answer] = {}
    rng = dice("pace", member.code)
    pace = rng.uniform(0.45, 0.95)
    for recommendation in recommendations[OPEN]:
        path = _Path(member, recommendation, pace)
        for cycle in CYCLES:
            if recommendation not in recommendations[cycle]:
                continue
            answer = path.step(cycle, plot[cycle][member.code])
            if answer is not None:
                found[cycle, recommendation.code] = answer
    return found


class _Path:
    """How one member gets on with one recommendation, cycle after cycle."""

    def __init__(self, member: Member, recommendation: Recommendation, pace: float) -> None:
        self.recommendation = recommendation
        self.rng = rng = dice("answer", member.code, recommendation.code)
        self.pace = pace
        self.language = words.written_in(language_of(member), rng)
        self.confidentiality = rng.choice(_CLASSES)
        self.codes = [element.code for element in recommendation.elements.all()]
        self.spared = [_ARMS_EXPORTS] if _ARMS_EXPORTS in self.codes and rng.random() < 0.7 else []
        self.order = [code for code in self.codes if code not in self.spared]
        rng.shuffle(self.order)
        has_money = recommendation.code in WITH_MONEY
        self.done, self.begun = 0, rng.choice((1, 2)) if has_money else rng.choice((0, 0, 1, 2))
        self.is_wanted = is_asked(recommendation, member) or rng.random() < 0.12
        self.never = recommendation.code != "2022-08" and rng.random() < 0.03
        self.suspends_in = rng.choice(CYCLES) if rng.random() < 0.03 else None
        self.before = Status.NOT_REPORTED

    def step(self, cycle: str, outcome: str) -> Answer | None:
        """The answer of one cycle; None where the member says nothing. Work goes on meanwhile."""
        self._work()
        before, self.before = self.before, Status.NOT_REPORTED
        skipped = self.rng.random() < (0.55 if outcome == DRAFTING else 0.06)
        if not self.is_wanted or outcome == SILENT or (skipped and outcome != "draft"):
            return None
        status = self.before = self._status(cycle)
        elements = self._elements(status)
        done = tuple(c for c in self.order if elements[c]["state"] == ElementState.DONE)
        return Answer(self._facts(status, before, elements), done)

    def _work(self) -> None:
        """One cycle's work: something is begun, what was begun before gets done, and what is
        nearly done is finished; now and then a measure runs out."""
        rng, total = self.rng, len(self.order)
        if rng.random() < 0.02 and self.done:
            self.done -= 1
        elif rng.random() < self.pace:
            if self.begun:
                self.done = min(total, self.done + rng.choice((0, 0, 1, 2, total // 2)))
            if self.done >= total * 0.5 and rng.random() < 0.5:
                self.done = total
            self.begun = min(total, max(self.begun, self.done) + rng.choice((0, 1, 1, 2)))

    def _status(self, cycle: str) -> Status:
        if self.never:
            return Status.NOT_APPLICABLE
        if self.suspends_in == cycle:
            return Status.SUSPENDED
        if self.done == len(self.order):
            return Status.FULL
        if self.done:
            return Status.PARTIAL
        return Status.IN_PROGRESS if self.begun else Status.NOT_STARTED

    def _elements(self, status: Status) -> dict[str, dict[str, str]]:
        """Every element is named, so that a carried-over answer is replaced whole."""
        states = dict.fromkeys(self.codes, (ElementState.NOT_BEGUN, ""))
        for code in self.order[: self.begun]:
            states[code] = (ElementState.BEGUN, "")
        for code in self.order[: self.done]:
            states[code] = (ElementState.DONE, "")
        if status == Status.NOT_APPLICABLE:
            states = dict.fromkeys(self.codes, (ElementState.NOT_BEGUN, ""))
        for code in self.spared:
            states[code] = (ElementState.NOT_APPLICABLE, words.NO_EXPORTS[self.language])
        return {
            code: {"state": state.value, "reason": why} for code, (state, why) in states.items()
        }

    def _facts(self, status: Status, before: str, elements: dict[str, Any]) -> dict[str, Any]:
        rng, language = self.rng, self.language
        return {
            "status": status.value,
            "status_reason": self._reason(status, before),
            "narrative": words.narrative(status, self.recommendation.code, language, rng),
            "obstacles": words.obstacle(language, rng) if rng.random() < 0.4 else "",
            "next_steps": words.next_step(language, rng) if rng.random() < 0.6 else "",
            "language": language,
            "elements": elements,
            "confidentiality": self.confidentiality.value,
            "is_ready": True,
        }

    def _reason(self, status: Status, before: str) -> str:
        if status in (Status.SUSPENDED, Status.NOT_APPLICABLE):
            return words.REASONS[status][self.language]
        return words.REASONS["fall"][self.language] if is_fall(status, before) else ""
