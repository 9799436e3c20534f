"""Who orders which document, and who may still have it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.enums import Role
from tracker.document_enums import DocumentKind

from .seats import may_write, not_frozen

ROLES: dict[str, tuple[str, ...]] = {
    DocumentKind.COUNTRY_REPORT: tuple(Role.values),
    DocumentKind.MEETING_PACK: (Role.CO_CHAIR, Role.REVIEWER, Role.ADMINISTRATOR),
    DocumentKind.ANNUAL_PACK: (Role.REVIEWER, Role.ADMINISTRATOR),
}
_OTHERWISE = {
    DocumentKind.COUNTRY_REPORT: _("Sign in with a seat first."),
    DocumentKind.MEETING_PACK: _("The meeting pack is for co-chairs and the secretariat."),
    DocumentKind.ANNUAL_PACK: _("The annual pack is the secretariat’s."),
}


def may_have_document(actor: Actor, kind: str) -> Answer:
    """Have a document of this kind made, and fetch it: asked when it is ordered, when it is made
    and whenever it is fetched. It holds what the seat reads, no more."""
    if actor.seat is None or not actor.has_role(*ROLES[kind]):
        return Denied(_OTHERWISE[DocumentKind(kind)])
    if actor.seat.member is not None and not not_frozen(actor.seat.member):
        return Denied(_("This member is frozen by the secretariat. No document leaves now."))
    return Allowed()


def may_order_documents(actor: Actor) -> Answer:
    """Order any document at all. Every seat may have a country report, so its answer is that of
    all."""
    return may_order_document(actor, DocumentKind.COUNTRY_REPORT)


def may_order_document(actor: Actor, kind: str) -> Answer:
    """Order a document, or order it once more: whoever may have it, at a seat in office."""
    return may_write(actor) and may_have_document(actor, kind)
