"""Writing evidence: what supports an answer, and which answers it serves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.enums import Edition, EvidenceForm
from tracker.models import Evidence, ProgressEntry

from . import quotas
from .errors import Gone, NotAllowed, require
from .files import accept
from .saving import check_fields, held, recorded, refused, save_version

FIELDS = frozenset(
    "elements kind title issued_by document_date language url relevance page_pin "
    "confidentiality".split()
)
REQUIRED = ("title", "kind", "language")


def add(
    actor: Actor,
    entries: Sequence[ProgressEntry],
    facts: dict[str, Any],
    file: UploadedFile | None = None,
) -> Evidence:
    """Adds a document to one or several answers of one member.

    `facts` needs form (link, file or held), title, kind and language; url for a link. A file is
    checked by content and name, stored under a random name, and gone again if the write fails.
    Raises NotAllowed or ValidationError by field.
    """
    if not entries:
        raise ValidationError({"entries": [_("Name the answers that this supports.")]})
    for entry in entries:
        require(rules.may_edit_entry(actor, entry))
    if len({entry.member_id for entry in entries}) != 1:
        raise ValidationError({"entries": [_("One document serves answers of one member.")]})
    facts = dict(facts)
    form = facts.pop("form", None)
    problems: dict[str, list[str]] = {
        name: [_("This is needed.")] for name in REQUIRED if not facts.get(name)
    }
    if form not in EvidenceForm.values:
        problems["form"] = [_("Choose a link, a file, or a document you hold.")]
    elif form == EvidenceForm.LINK and not facts.get("url"):
        problems["url"] = [_("Write the web address of the document.")]
    elif form != EvidenceForm.LINK and facts.get("url"):
        problems["url"] = [_("Only a link has a web address.")]
    if form == EvidenceForm.FILE and file is None:
        problems["file"] = [_("Choose the file to send.")]
    if problems:
        raise ValidationError(problems)
    evidence = Evidence(member=entries[0].member, form=form, added_by=actor.seat)
    evidence.confidentiality = entries[0].confidentiality
    _require_share(actor, evidence, facts)
    check_fields(evidence, facts, FIELDS)
    _check_elements(evidence, entries)
    if form == EvidenceForm.FILE and file is not None:
        accepted = accept(file)
        evidence.file_name = accepted.name
        evidence.content_type = accepted.content_type
        evidence.size, evidence.sha256 = accepted.size, accepted.sha256
        quotas.require_room(actor, evidence.member, accepted.size)
    try:
        if file is not None and form == EvidenceForm.FILE:
            # Stored before the row: whoever is killed in between leaves a file without a row,
            # which the sweep takes, and never a row without its file.
            evidence.file.save(evidence.file_name, file, save=False)
        with recorded(actor, "evidence.add"):
            if evidence.size:
                quotas.hold_room(evidence.member)
                quotas.require_room(actor, evidence.member, evidence.size)
            for entry in sorted(entries, key=lambda entry: entry.report_id):
                entry.report = held(entry.report)
                require(rules.may_edit_entry(actor, entry))
            evidence.save(force_insert=True)
            evidence.entries.add(*entries)
    except BaseException:
        if form == EvidenceForm.FILE:
            _take_back(evidence)
        raise
    return evidence


def change(actor: Actor, evidence: Evidence, version: int, changes: dict[str, Any]) -> Evidence:
    """Changes what is said of a document; its form and file stay (remove it and add another).

    Raises NotAllowed, Conflict or ValidationError.
    """
    _require_editable(actor, evidence)
    problems = {
        name: [_("This is needed.")] for name in REQUIRED if name in changes and not changes[name]
    }
    if "url" in changes and bool(changes["url"]) != (evidence.form == EvidenceForm.LINK):
        problems["url"] = [_("A link has a web address, and nothing else has one.")]
    if problems:
        raise ValidationError(problems)
    _require_share(actor, evidence, changes)
    check_fields(evidence, changes, FIELDS)
    _check_elements(evidence, list(evidence.entries.unscoped()))
    with recorded(actor, "evidence.change"):
        _hold_reports(evidence)
        _require_editable(actor, evidence)
        save_version(evidence, version, set(changes))
    return evidence


def remove(actor: Actor, evidence: Evidence, version: int) -> None:
    """Takes a document away from every answer of this member. A published copy stays until the
    report is published again or withdrawn. Raises NotAllowed or Conflict."""
    _require_editable(actor, evidence)
    with recorded(actor, "evidence.remove"):
        _hold_reports(evidence)
        _require_editable(actor, evidence)
        for entry in evidence.entries.unscoped().select_related("report__member"):
            if not (answer := rules.may_edit_entry(actor, entry)):
                raise NotAllowed(getattr(answer, "reason", ""))
        rows = Evidence.objects.working().select_for_update(of=("self",))
        if not rows.filter(pk=evidence.pk, version=version).exists():
            raise refused(evidence)
        name, storage = evidence.file.name, evidence.file.storage
        Evidence.objects.working().filter(pk=evidence.pk).delete()
        if name:
            transaction.on_commit(lambda: discard_file(name, storage))


def _require_editable(actor: Actor, evidence: Evidence) -> None:
    answer = rules.may_edit_evidence(actor, evidence)
    # What was removed meanwhile serves no answer any more: that is no refusal.
    if not answer and not Evidence.internal.filter(pk=evidence.pk).exists():
        raise Gone
    require(answer)


def _hold_reports(evidence: Evidence) -> None:
    """Since the rule was asked, somebody may have sent a report on that the document serves."""
    entries = evidence.entries.unscoped().select_related("report").order_by("report")
    for entry in entries:
        held(entry.report)


def _require_share(actor: Actor, evidence: Evidence, changes: dict[str, Any]) -> None:
    if changes.get("confidentiality", evidence.confidentiality) != evidence.confidentiality:
        require(rules.may_share(actor, evidence))


def discard_file(name: str, storage: Any) -> None:
    """Deletes a stored file that no row, working or published, names any more."""
    if not Evidence.internal.filter(file=name).exists():
        storage.delete(name)


def _take_back(evidence: Evidence) -> None:
    """Deletes the file of a row that was not written, if it had come as far as the store."""
    if name := evidence.file.name:
        evidence.file.storage.delete(name)


def _check_elements(evidence: Evidence, entries: Sequence[ProgressEntry]) -> None:
    known: set[str] = set()
    for entry in entries:
        if entry.edition == Edition.WORKING:
            known.update(entry.recommendation.elements.values_list("code", flat=True))
    unknown = [code for code in evidence.elements if code not in known]
    if unknown:
        raise ValidationError(
            {
                "elements": [
                    _("%(codes)s: no element of the answers this serves.")
                    % {"codes": ", ".join(unknown)}
                ]
            }
        )
