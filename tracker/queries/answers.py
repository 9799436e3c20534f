"""Published answers with what stands behind them: words, earlier status, evidence, money."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import OuterRef, Q, Subquery

from accounts.actor import Actor
from accounts.models import Member
from recommendations.enums import EvidenceKind
from recommendations.models import Recommendation
from tracker.enums import EvidenceForm, Status
from tracker.models import BudgetFigure, Evidence, ProgressEntry, ReportingCycle

from .asked import is_asked
from .civil_society import Voice
from .money import MoneyLine, lines_of
from .published import published_to

# Documents that others than the member made, of what it did.
INDEPENDENT = frozenset(
    {EvidenceKind.EVALUATION_AUDIT, EvidenceKind.CSO_REPORT, EvidenceKind.TREATY_BODY_DOCUMENT}
)
_LIGHT = (
    "public_id", "edition", "member_id", "recommendation_id", "report_id", "status", "elements"
)  # fmt: skip


@dataclass(frozen=True)
class Earlier:
    """What a member last published about the same recommendation before."""

    cycle: str
    status: str

    @property
    def word(self) -> str:
        return str(Status(self.status).label)


@dataclass
class Answer:
    """One member's published answer to one recommendation, or its absence (`entry` None).

    `evidence` and `lines` are filled by `with_proof`; until then the words of `entry` are not
    loaded. `voices` are civil society's, beside the answer and no part of it.
    """

    member: Member
    recommendation: Recommendation
    entry: ProgressEntry | None
    earlier: Earlier | None
    evidence: list[Evidence] = field(default_factory=list)
    lines: list[MoneyLine] = field(default_factory=list)
    voices: list[Voice] = field(default_factory=list)

    @property
    def status(self) -> str:
        return self.entry.status if self.entry else Status.NOT_REPORTED

    @property
    def is_asked(self) -> bool:
        return is_asked(self.recommendation, self.member)

    @property
    def has_changed(self) -> bool:
        return self.earlier is not None and self.earlier.status != self.status

    @property
    def ladder(self) -> int:
        return ladder(self.evidence)


def ladder(evidence: Iterable[Evidence]) -> int:
    """How far an answer is documented: 0 nothing, 1 a statement that a document is held, 2 a
    link, 3 a document, 4 a document that somebody else made. Evidence is not verification."""
    steps = {EvidenceForm.HELD.value: 1, EvidenceForm.LINK.value: 2, EvidenceForm.FILE.value: 3}
    return max((4 if e.kind in INDEPENDENT else steps[e.form] for e in evidence), default=0)


def answers_about(
    actor: Actor, recommendation: Recommendation, cycle: ReportingCycle, members: Sequence[Member]
) -> list[Answer]:
    """Published answers to one recommendation, in the order of the members, without words."""
    rows = published_to(ProgressEntry, actor).filter(
        recommendation=recommendation, report__cycle=cycle
    )
    found = {row.member_id: row for row in rows.only(*_LIGHT)}
    before = _earlier(actor, cycle, Q(recommendation=recommendation))
    return [
        Answer(m, recommendation, found[m.pk], before.get((m.pk, recommendation.pk)))
        for m in members
        if m.pk in found
    ]


def answers_of(
    actor: Actor, member: Member, cycle: ReportingCycle, recommendations: Sequence[Recommendation]
) -> list[Answer]:
    """One answer per recommendation, in their order, without words; an absent one too."""
    rows = published_to(ProgressEntry, actor).filter(member=member, report__cycle=cycle)
    found = {row.recommendation_id: row for row in rows.only(*_LIGHT)}
    before = _earlier(actor, cycle, Q(member=member))
    return [
        Answer(member, r, found.get(r.pk), before.get((member.pk, r.pk))) for r in recommendations
    ]


def with_proof(actor: Actor, answers: Sequence[Answer]) -> Sequence[Answer]:
    """The same answers with their words, their evidence and their figures, as this reader may see
    them. Four queries, however many answers."""
    entries = (
        published_to(ProgressEntry, actor)
        .filter(pk__in=[a.entry.pk for a in answers if a.entry])
        .select_related("report")
        .in_bulk()
    )
    evidence = _evidence(actor, entries)
    figures: dict[tuple[int, int], list[BudgetFigure]] = defaultdict(list)
    rows = published_to(BudgetFigure, actor).filter(
        report__in={entry.report_id for entry in entries.values()},
        line__recommendation__in={a.recommendation.pk for a in answers},
    )
    for figure in rows.select_related("line"):
        figures[figure.report_id, figure.line.recommendation_id].append(figure)
    for answer in answers:
        if answer.entry is None:
            continue
        answer.entry = entries[answer.entry.pk]
        answer.evidence = evidence[answer.entry.pk]
        answer.lines = lines_of(figures[answer.entry.report_id, answer.recommendation.pk])
    return answers


def _evidence(actor: Actor, entries: Iterable[int]) -> dict[int, list[Evidence]]:
    """The documents of each answer, by the answer's key."""
    links = Evidence.entries.through.objects.filter(progressentry__in=list(entries))
    serves: dict[int, list[int]] = defaultdict(list)
    for document, entry in links.values_list("evidence_id", "progressentry_id"):
        serves[document].append(entry)
    found: dict[int, list[Evidence]] = defaultdict(list)
    seen = published_to(Evidence, actor).order_by("pk")
    rows = (
        published_to(Evidence, actor)
        .filter(pk__in=serves)
        .annotate(
            # Where the other one is open to this reader, too.
            older_title=Subquery(
                seen.filter(public_id=OuterRef("supersedes__public_id")).values("title")[:1]
            ),
            newer_title=Subquery(
                seen.filter(supersedes__public_id=OuterRef("public_id")).values("title")[:1]
            ),
        )
        .order_by("kind", "title", "pk")
    )
    for document in rows:
        for entry in serves[document.pk]:
            found[entry].append(document)
    return found


def _earlier(actor: Actor, cycle: ReportingCycle, where: Q) -> dict[tuple[int, int], Earlier]:
    """Each member's latest earlier published status of each recommendation."""
    rows = (
        published_to(ProgressEntry, actor)
        .filter(where, report__cycle__meeting_on__lt=cycle.meeting_on)
        .order_by("report__cycle__meeting_on")
        .values_list("member_id", "recommendation_id", "report__cycle__code", "status")
    )
    return {(member, about): Earlier(code, status) for member, about, code, status in rows}
