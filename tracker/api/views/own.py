"""What a write asks before any value is looked at: whose row is it. What a seat may then do with it
is the verb's to say."""

from __future__ import annotations

from django.utils.functional import Promise

from accounts.actor import Actor
from accounts.enums import Role
from tracker.domain.errors import NotAllowed
from tracker.enums import Edition
from tracker.models.content import OWN_READERS, MemberContent

TEAM = (*OWN_READERS, Role.CONTRIBUTOR)


def require_team(actor: Actor, refusal: str | Promise) -> None:
    """Raises NotAllowed for who holds no seat of a member."""
    if not actor.has_role(*TEAM):
        raise NotAllowed(str(refusal))


def require_own_row(actor: Actor, row: MemberContent, refusal: str | Promise) -> None:
    """Another member's published copy may be read, and is nothing to write in."""
    require_team(actor, refusal)
    if row.member_id != actor.member_id or row.edition != Edition.WORKING:
        raise NotAllowed(str(refusal))
