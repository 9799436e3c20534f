"""A reviewer says whether a document suffices. Evidence is not verification, and no word of the
member changes by it."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.enums import EvidenceCheck
from tracker.models import Evidence

from .errors import require
from .saving import held, recorded, refused


def check(actor: Actor, evidence: Evidence, version: int, result: str) -> Evidence:
    """Keeps what the reviewer found, of the document as it stood at this version. The version
    stays: it is that of the member's words, and rounds are compared by it.

    Raises NotAllowed, Conflict, Gone or ValidationError (check).
    """
    require(rules.may_check_evidence(actor, evidence))
    if result not in EvidenceCheck.values:
        raise ValidationError({"check": [_("Choose one of the four words.")]})
    is_checked = result != EvidenceCheck.NOT_CHECKED
    now = timezone.now()
    found = {
        "check_result": result,
        "checked_by": actor.seat if is_checked else None,
        "checked_at": now if is_checked else None,
    }
    with recorded(actor, "evidence.check"):
        for entry in evidence.entries.unscoped().select_related("report").order_by("report"):
            held(entry.report)
        require(rules.may_check_evidence(actor, evidence))
        rows = Evidence.internal.filter(pk=evidence.pk, version=version)
        if not rows.update(**found, updated_at=now):
            raise refused(evidence)
    for name, value in found.items():
        setattr(evidence, name, value)
    return evidence
