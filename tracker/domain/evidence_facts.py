"""What has to be true of what is said about a document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from tracker.enums import Edition, EvidenceForm, PersonalData
from tracker.models import Evidence, ProgressEntry

FIELDS = frozenset(
    "elements kind title issued_by document_date period_start period_end language url relevance "
    "page_pin confidentiality personal_data consent_basis supersedes".split()
)
REQUIRED = ("title", "kind", "language")


def require_said(facts: Mapping[str, Any]) -> dict[str, list[str]]:
    """What is wrong with the facts of a new document, by field."""
    problems = {name: [_("This is needed.")] for name in REQUIRED if not facts.get(name)}
    form = facts.get("form")
    if form not in EvidenceForm.values:
        problems["form"] = [_("Choose a link, a file, or a document you hold.")]
    elif form == EvidenceForm.LINK and not facts.get("url"):
        problems["url"] = [_("Write the web address of the document.")]
    elif form != EvidenceForm.LINK and facts.get("url"):
        problems["url"] = [_("Only a link has a web address.")]
    return problems


def require_kept(evidence: Evidence, changes: Mapping[str, Any]) -> None:
    """Raises ValidationError where a change would take away what is needed."""
    problems = {
        name: [_("This is needed.")] for name in REQUIRED if name in changes and not changes[name]
    }
    if "url" in changes and bool(changes["url"]) != (evidence.form == EvidenceForm.LINK):
        problems["url"] = [_("A link has a web address, and nothing else has one.")]
    if problems:
        raise ValidationError(problems)


def check_facts(evidence: Evidence, entries: Sequence[ProgressEntry]) -> None:
    """Raises ValidationError where facts that are right by themselves do not go together."""
    problems: dict[str, list[str]] = {}
    if evidence.personal_data == PersonalData.YES and not evidence.consent_basis.strip():
        problems["consent_basis"] = [
            _("Say on what consent it rests that persons appear, or leave the document out.")
        ]
    start, end = evidence.period_start, evidence.period_end
    if start and end and end < start:
        problems["period_end"] = [_("The period ends before it begins.")]
    if unknown := _unknown_elements(evidence, entries):
        problems["elements"] = [
            _("%(codes)s: no element of the answers this serves.") % {"codes": ", ".join(unknown)}
        ]
    if problems:
        raise ValidationError(problems)


def check_replaced(evidence: Evidence) -> None:
    """Raises ValidationError (supersedes) where the document would replace one of another member,
    or itself, straight or round about. Asked while the member's evidence is held."""
    seen = {evidence.pk}
    older = evidence.supersedes
    if older is not None and (
        older.member_id != evidence.member_id or older.edition != Edition.WORKING
    ):
        raise ValidationError({"supersedes": [_("Choose another document of your member.")]})
    while older is not None:
        if older.pk in seen:
            raise ValidationError({"supersedes": [_("A document cannot replace itself.")]})
        seen.add(older.pk)
        older = Evidence.internal.filter(superseded_by=older.pk).first()


def _unknown_elements(evidence: Evidence, entries: Sequence[ProgressEntry]) -> list[str]:
    known: set[str] = set()
    for entry in entries if evidence.elements else ():
        if entry.edition == Edition.WORKING:
            known.update(entry.recommendation.elements.values_list("code", flat=True))
    return [code for code in evidence.elements if code not in known]
