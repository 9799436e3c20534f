"""Writing evidence: what supports an answer, and which answers it serves."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.enums import EvidenceCheck, EvidenceForm
from tracker.models import Evidence, ProgressEntry

from . import quotas
from .errors import Gone, NotAllowed, require
from .evidence_facts import FIELDS, check_facts, check_replaced, require_kept, require_said
from .saving import check_fields, held, recorded, refused, save_version
from .stored_files import discard_later, take_back, take_in


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
    problems = require_said(facts)
    form = facts.pop("form", None)
    if form == EvidenceForm.FILE and file is None:
        problems["file"] = [_("Choose the file to send.")]
    if problems:
        raise ValidationError(problems)
    evidence = Evidence(member=entries[0].member, form=form, added_by=actor.seat)
    evidence.confidentiality = entries[0].confidentiality
    _require_share(actor, evidence, facts)
    check_fields(evidence, facts, FIELDS)
    check_facts(evidence, entries)
    try:
        if file is not None and form == EvidenceForm.FILE:
            take_in(actor, evidence, file)
        with recorded(actor, "evidence.add"):
            for entry in sorted(entries, key=lambda entry: entry.report_id):
                entry.report = held(entry.report)
                require(rules.may_edit_entry(actor, entry))
            quotas.hold_files(evidence.member)
            check_replaced(evidence)
            if evidence.size:
                quotas.require_room(actor, evidence.member, evidence.size)
            evidence.save(force_insert=True)
            evidence.entries.add(*entries)
    except BaseException:
        if form == EvidenceForm.FILE:
            take_back(evidence)
        raise
    return evidence


def change(
    actor: Actor,
    evidence: Evidence,
    version: int,
    changes: dict[str, Any],
    serves: Sequence[ProgressEntry] = (),
    dropped: Sequence[ProgressEntry] = (),
) -> Evidence:
    """Changes what is said of a document; its form and file stay (remove it and add another). It
    may come to serve further answers of its member, and serve some no more, but never none. What
    a reviewer checked is unchecked where anything was changed.

    Raises NotAllowed, Conflict or ValidationError.
    """
    _require_editable(actor, evidence)
    require_kept(evidence, changes)
    _require_share(actor, evidence, changes)
    check_fields(evidence, changes, FIELDS)
    before = list(evidence.entries.unscoped())
    further = [entry for entry in serves if entry not in before]
    if any(entry.member_id != evidence.member_id for entry in further):
        raise ValidationError({"entries": [_("One document serves answers of one member.")]})
    served = [entry for entry in (*before, *further) if entry not in dropped]
    if not served:
        raise ValidationError({"entries": [_("Name the answers that this supports.")]})
    check_facts(evidence, served)
    written = set(changes)
    if evidence.check_result != EvidenceCheck.NOT_CHECKED:
        evidence.check_result = EvidenceCheck.NOT_CHECKED
        evidence.checked_by = evidence.checked_at = None
        written |= {"check_result", "checked_by", "checked_at"}
    with recorded(actor, "evidence.change"):
        _hold_reports(evidence)
        _require_editable(actor, evidence)
        for entry in sorted([*further, *dropped], key=lambda entry: entry.report_id):
            entry.report = held(entry.report)
            require(rules.may_edit_entry(actor, entry))
        if "supersedes" in changes:
            quotas.hold_files(evidence.member)
            check_replaced(evidence)
        save_version(evidence, version, written)
        evidence.entries.add(*further)
        evidence.entries.remove(*dropped)
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
        discard_later(name, storage)


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
