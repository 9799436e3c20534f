"""All that stands around one answer: its checklist, documents, money, comments and neighbours."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import OuterRef, Subquery
from django.utils.functional import Promise

from accounts.actor import Actor
from accounts.enums import Role
from recommendations.models import Element
from tracker.enums import ElementState
from tracker.models import Action, BudgetLine, Evidence, ProgressEntry, ReviewComment
from tracker.models.content import MemberContent

from .asked import Question, is_asked, question_of
from .last_year import LastAnswer, last_answer
from .lines import Group, money_of
from .money_rows import MoneyRead, money_rows
from .plans import actions_serving
from .remarks import Remark

CARRIED_WORDS = ("narrative", "obstacles", "next_steps", "elements")


@dataclass(frozen=True)
class ElementRead:
    """One item of the checklist as a reader sees it."""

    code: str
    text: str
    state: str | Promise
    reason: str


@dataclass(frozen=True)
class Standing:
    """One answer with its surroundings, as far as the actor may read them.

    `position` of `total` counts the asked answers; both are 0 for an optional one.
    """

    elements: Sequence[Element]
    evidence: Sequence[Evidence]
    money: Sequence[Group]
    comments: Sequence[ReviewComment]
    actions: Sequence[Action]
    last: LastAnswer | None
    is_asked: bool
    entry: ProgressEntry
    position: int
    total: int
    next_code: str
    previous_code: str
    done: int
    applicable: int
    question: Question

    @property
    def shown(self) -> list[MemberContent]:
        """Every row whose words or figures a page with this answer shows."""
        rows: list[MemberContent] = [self.entry, *self.evidence, *self.actions]
        for group in self.money:
            rows += [*([group.line] if group.line else []), *group.figures]
        if self.last is not None:
            rows += [self.last.entry, *self.last.figures.values()]
        return rows

    @property
    def money_lines(self) -> list[BudgetLine]:
        """The lines that have figures in this report: those that can get a further period."""
        told = [group.line for group in self.money if group.line is not None and group.figures]
        return list(dict.fromkeys(told))

    @property
    def may_stay(self) -> bool:
        """True while "no change since" can be said of a carried-over answer."""
        is_carried = bool(self.entry.carried_from) and not self.entry.confirmed
        return is_carried and self.last is not None and not self.has_moved_on

    @property
    def has_moved_on(self) -> bool:
        """True where the words or elements are not those of the cycle before: somebody typed."""
        return self.last is not None and any(
            getattr(self.entry, name) != getattr(self.last.entry, name) for name in CARRIED_WORDS
        )

    @property
    def open_comments(self) -> list[ReviewComment]:
        return [c for c in self.comments if c.resolved_at is None]

    @property
    def element_rows(self) -> list[ElementRead]:
        rows = []
        for element in self.elements:
            said = self.entry.elements.get(element.code, {})
            state = ElementState(said.get("state", ElementState.NOT_BEGUN))
            rows.append(
                ElementRead(element.code, element.text, state.label, said.get("reason", ""))
            )
        return rows

    @property
    def money_rows(self) -> list[MoneyRead]:
        return money_rows(self.money, self.last)

    @property
    def remarks(self) -> list[Remark]:
        return [Remark(comment) for comment in self.comments]


def standing_of(actor: Actor, entry: ProgressEntry, entries: Iterable[ProgressEntry]) -> Standing:
    """The surroundings of an answer. `entries` are the report's answers that the actor may read."""
    elements = list(entry.recommendation.elements.all())
    asked, codes = [], []
    for other in entries:
        codes.append(other.recommendation.code)
        if is_asked(other.recommendation, entry.report.member):
            asked.append(other.recommendation.code)
    code = entry.recommendation.code
    walk = asked if code in asked else codes
    at = walk.index(code)
    states = [entry.elements.get(e.code, {}).get("state") for e in elements]
    return Standing(
        elements=elements,
        evidence=_evidence(actor, entry, {element.code for element in elements}),
        money=money_of(actor, entry),
        comments=list(
            ReviewComment.objects.visible_to(actor)
            .filter(report=entry.report_id, entry=entry.pk)
            .select_related("author", "answered_by", "report__member")
        ),
        actions=actions_serving(actor, entry),
        last=last_answer(actor, entry),
        is_asked=code in asked,
        entry=entry,
        position=asked.index(code) + 1 if code in asked else 0,
        total=len(asked),
        next_code=walk[at + 1] if at + 1 < len(walk) else "",
        previous_code=walk[at - 1] if at else "",
        done=states.count(ElementState.DONE),
        applicable=len(elements) - states.count(ElementState.NOT_APPLICABLE),
        question=question_of(entry.recommendation, entry.report.member),
    )


def _evidence(actor: Actor, entry: ProgressEntry, own: set[str]) -> list[Evidence]:
    """The documents of an answer. A contributor is not told what else they support."""
    seen = Evidence.objects.visible_to(actor).filter(edition="working").order_by("id")
    documents: list[Evidence] = list(
        Evidence.objects.visible_to(actor)
        .filter(edition="working", entries=entry)
        .annotate(
            older_title=Subquery(seen.filter(pk=OuterRef("supersedes")).values("title")[:1]),
            newer_title=Subquery(seen.filter(supersedes=OuterRef("pk")).values("title")[:1]),
        )
        .order_by("created_at", "id")
    )
    if actor.has_role(Role.CONTRIBUTOR):
        for document in documents:
            document.elements = [code for code in document.elements if code in own]
    return documents
