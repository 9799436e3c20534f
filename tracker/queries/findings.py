"""What a careful reader would say of a report before it is sent: what must be fixed, and what is
worth a second look. Nothing is stored; the check page, the API and `submit` ask the same."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from recommendations.enums import EvidenceKind
from recommendations.models import Element
from tracker.claims import Claim, element_problems, lacks, too_long
from tracker.enums import SCALE, Confidentiality, Status
from tracker.models import BudgetLine, Evidence, ProgressEntry, Report, ReviewComment
from tracker.models.progress import WORDS

from .asked import is_asked
from .findings_money import about_money, earlier_reports
from .findings_people import warnings_about

# An answer that jumps so many steps of the scale in one cycle is worth a second look.
STEPS = 2
OLD_DAYS = 2 * 365
# The words of a document that others read.
TITLES = ("title", "issued_by", "file_name", "relevance")
LINE_WORDS = ("title", "body")
_ANCHORS = {
    "status": "id_status_0_0",
    "elements": "elements-h",
    "money": "money-h",
    "evidence": "evidence",
    "comments": "comments",
}


@dataclass(frozen=True)
class Finding:
    """One remark on one answer: where it is, in which field, and what to do about it.

    `mark` names a remark that the member may call right, facts included: it comes back when the
    facts change. `is_called_right` is true where that was said. `line` is the budget line whose
    figures a remark tells of.
    """

    recommendation: str
    field: str
    message: str
    is_blocking: bool
    mark: str = ""
    is_called_right: bool = False
    line: int | None = None

    @property
    def anchor(self) -> str:
        """The id, on the answer's page, of the place where it is mended."""
        return _ANCHORS.get(self.field, f"id_{self.field}")


@dataclass
class Proof:
    """The evidence of an answer: its kinds, what it names, and the newest date on it."""

    kinds: set[str] = field(default_factory=set)
    named: set[str] = field(default_factory=set)
    has_general: bool = False
    newest: dt.date | None = None
    words: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Before:
    """What the member said of a recommendation in its latest earlier report."""

    status: str
    report: int
    cycle: str


NOTHING = Before(Status.NOT_REPORTED, 0, "")


def findings(report: Report) -> list[Finding]:
    """All findings of a report, blocking ones first, in order of the recommendations.

    Reads the working rows: the caller has shown that its actor may see the report. Ten queries,
    however many answers.
    """
    entries = list(
        ProgressEntry.objects.working()
        .filter(report=report)
        .select_related("recommendation")
        .order_by("recommendation__code")
    )
    proofs, before, codes = _proofs(report), _before(report), _element_codes(entries)
    answered = [e for e in entries if e.status != Status.NOT_REPORTED and e.confirmed]
    found: list[Finding] = []
    if not answered:
        found.append(
            Finding("", "status", _("Answer at least one recommendation before you send."), True)
        )
    found += _open_comments(report)
    for entry in entries:
        about = entry.recommendation_id
        found += _of_entry(
            entry,
            proofs.get(entry.pk, Proof()),
            before.get(about, NOTHING),
            codes[about],
            is_asked(entry.recommendation, report.member),
        )
    found += [
        _remark(row.recommendation, "money", row.message, row.facts, row.line)
        for row in about_money(report, {said.report: said.cycle for said in before.values()})
    ]
    found += _named_in_lines(report)
    right = {e.recommendation.code: set(e.called_right) for e in entries}
    told = [_as_called(one, right.get(one.recommendation, set())) for one in found]
    return sorted(told, key=lambda f: (not f.is_blocking, f.recommendation))


def money_findings(entry: ProgressEntry) -> list[Finding]:
    """What is odd about the figures of one answer; those called right say so."""
    right, code = set(entry.called_right), entry.recommendation.code
    return [
        _as_called(_remark(code, "money", row.message, row.facts, row.line), right)
        for row in about_money(entry.report, earlier_reports(entry.report), code)
    ]


def blocking(report: Report) -> list[Finding]:
    return [f for f in findings(report) if f.is_blocking]


def _remark(
    code: str, about: str, message: str, facts: tuple[object, ...], line: int | None = None
) -> Finding:
    """A remark that can be called right. Its mark is a digest of what it rests on."""
    digest = hashlib.sha256(repr((code, about, facts)).encode()).hexdigest()[:16]
    return Finding(code, about, message, False, f"{about}-{digest}", line=line)


def _as_called(one: Finding, right: set[str]) -> Finding:
    if not one.mark or one.mark not in right:
        return one
    return Finding(**{**vars(one), "is_called_right": True})


# --- what the findings rest on ------------------------------------------------------------------


def _proofs(report: Report) -> dict[int, Proof]:
    proofs: dict[int, Proof] = defaultdict(Proof)
    rows = Evidence.objects.working().filter(entries__report=report)
    for entry, kind, elements, day, confidentiality, *words in rows.values_list(
        "entries", "kind", "elements", "document_date", "confidentiality", *TITLES
    ):
        proof = proofs[entry]
        if confidentiality != Confidentiality.RESTRICTED:
            proof.words += words
        proof.kinds.add(kind)
        proof.named.update(elements)
        proof.has_general = proof.has_general or not elements
        if day is not None:
            proof.newest = max(day, proof.newest or day)
    return proofs


def _before(report: Report) -> dict[int, Before]:
    """The member's latest earlier answer to each recommendation."""
    rows = (
        ProgressEntry.objects.working()
        .filter(member=report.member_id, report__cycle__meeting_on__lt=report.cycle.meeting_on)
        .order_by("recommendation", "-report__cycle__meeting_on")
        .distinct("recommendation")
        .values_list("recommendation", "status", "report", "report__cycle__code")
    )
    return {about: Before(status, earlier, cycle) for about, status, earlier, cycle in rows}


def _named_in_lines(report: Report) -> list[Finding]:
    """Budget lines of the report, open to more than named people, by whose words somebody could be
    found."""
    lines = (
        BudgetLine.objects.working()
        .filter(figures__report=report)
        .exclude(confidentiality=Confidentiality.RESTRICTED)
        .order_by("pk")
        .distinct()
    )
    return [
        _remark(code, "money", " ".join(warnings), ("found by", *texts), pk)
        for pk, code, *texts in lines.values_list("pk", "recommendation__code", *LINE_WORDS)
        if (warnings := warnings_about(texts))
    ]


def _element_codes(entries: list[ProgressEntry]) -> dict[int, list[str]]:
    codes: dict[int, list[str]] = defaultdict(list)
    rows = Element.objects.filter(recommendation__in=[e.recommendation_id for e in entries])
    for about, code in rows.values_list("recommendation", "code"):
        codes[about].append(code)
    return codes


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


# --- one answer ---------------------------------------------------------------------------------


def _of_entry(
    entry: ProgressEntry, proof: Proof, before: Before, codes: list[str], asked: bool
) -> list[Finding]:
    code = entry.recommendation.code
    if entry.status == Status.NOT_REPORTED:
        return [Finding(code, "status", _("No answer yet."), False)] if asked else []
    if not entry.confirmed:
        message = _("Carried over from %(cycle)s and not confirmed. It does not count yet.")
        message %= {"cycle": entry.carried_from}
        return [Finding(code, "status", message, False)] if asked else []
    return [*_wrong(entry, proof, before, codes), *_odd(entry, proof, before)]


def _wrong(entry: ProgressEntry, proof: Proof, before: Before, codes: list[str]) -> list[Finding]:
    """What must be fixed: drafts are stored as they are typed, so the rules are asked again."""
    code = entry.recommendation.code
    claim = Claim(
        status=entry.status,
        reason=entry.status_reason,
        elements=entry.elements,
        codes=codes,
        proven=proof.named,
        has_general_evidence=proof.has_general,
        previous=before.status,
    )
    found = [Finding(code, lack.field, lack.message, True) for lack in lacks(claim)]
    found += [
        Finding(code, "elements", message, True)
        for message in element_problems(entry.elements, codes)
    ]
    said = {name: getattr(entry, name) for name in WORDS}
    found += [Finding(code, name, message, True) for name, message in too_long(said, WORDS).items()]
    return found


def _odd(entry: ProgressEntry, proof: Proof, before: Before) -> list[Finding]:
    """What is worth a second look."""
    code = entry.recommendation.code
    found = []
    if entry.status == Status.FULL and proof.kinds == {EvidenceKind.PUBLIC_COMMUNICATION}:
        message = _("Fully implemented, and the only evidence is a public communication.")
        found.append(_remark(code, "evidence", message, ("public",)))
    age = (entry.report.today() - proof.newest).days if proof.newest else 0
    if entry.status == Status.FULL and proof.newest and age > OLD_DAYS:
        message = _("Fully implemented, and the newest document is from %(year)d.")
        message %= {"year": proof.newest.year}
        found.append(_remark(code, "evidence", message, ("old", proof.newest)))
    if _steps(before.status, entry.status) >= STEPS:
        message = _("Two or more steps further than in %(cycle)s, where it was “%(status)s”.")
        said = {"cycle": before.cycle, "status": Status(before.status).label}
        found.append(_remark(code, "status", message % said, (before.status, entry.status)))
    if not entry.narrative.strip() and entry.status != Status.NOT_APPLICABLE:
        message = _("Nothing is written about what changed.")
        found.append(Finding(code, "narrative", message, False))
    for about, texts in _readable(entry, proof).items():
        if warnings := warnings_about(texts):
            found.append(_remark(code, about, " ".join(warnings), ("found by", *texts)))
    if not entry.is_ready:
        found.append(Finding(code, "is_ready", _("Not marked as ready."), False))
    return found


def _readable(entry: ProgressEntry, proof: Proof) -> dict[str, list[str]]:
    """What others may come to read, by the field where it is mended."""
    words = {name: [getattr(entry, name)] for name in WORDS}
    return {**words, "evidence": sorted(proof.words)}


def _steps(before: str, now: str) -> int:
    scale = [status.value for status in SCALE]
    return scale.index(now) - scale.index(before) if before in scale and now in scale else 0
