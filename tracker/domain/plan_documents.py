"""The document of a plan as a file: checked and stored as evidence is, cleaned when published.

A plan may have a link (`document_url`), a file, or both.
"""

from __future__ import annotations

from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.enums import Edition
from tracker.models import Plan

from . import quotas
from .errors import IllegalMove, NotAllowed, require
from .plans import locked
from .saving import recorded, refused, save_version
from .stored_files import NOTHING, discard_later, take_back, take_in

_COLUMNS = set(NOTHING)


def attach(actor: Actor, plan: Plan, version: int, upload: UploadedFile) -> Plan:
    """Stores the document of a plan, in the place of the one that it had. What is published stays
    until the next publication.

    Raises NotAllowed, Conflict, Gone or ValidationError (file).
    """
    _require_own(actor, plan)
    stored = Plan.internal.select_related("member").filter(pk=plan.pk).first()
    if stored is None or stored.version != version:
        raise refused(plan)
    earlier, storage = stored.file.name, stored.file.storage
    try:
        take_in(actor, stored, upload)
        with recorded(actor, "plan_documents.attach"):
            require(rules.may_edit_plans(actor, locked(plan).member))
            quotas.hold_files(stored.member)
            quotas.require_room(actor, stored.member, stored.size or 0)
            save_version(stored, version, _COLUMNS)
            discard_later(earlier, storage)
    except BaseException:
        if stored.file.name != earlier:
            take_back(stored)
        raise
    return stored


def remove(actor: Actor, plan: Plan, version: int) -> Plan:
    """Takes the file of a plan away. A published copy stays until the next publication.

    Raises NotAllowed, Conflict, Gone, or IllegalMove where there is none.
    """
    _require_own(actor, plan)
    with recorded(actor, "plan_documents.remove"):
        stored = locked(plan)
        if not stored.file:
            raise IllegalMove(_("This plan has no file."))
        earlier, storage = stored.file.name, stored.file.storage
        for name, value in NOTHING.items():
            setattr(stored, name, value)
        save_version(stored, version, _COLUMNS)
        discard_later(earlier, storage)
    return stored


def _require_own(actor: Actor, plan: Plan) -> None:
    if plan.edition != Edition.WORKING:
        raise NotAllowed(_("Only the member’s focal point and deputy write its plans."))
    require(rules.may_edit_plans(actor, plan.member))
