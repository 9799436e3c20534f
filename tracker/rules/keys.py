"""Who makes keys for the REST API, and who ends them."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.answers import Allowed, Answer, Denied
from accounts.models import ApiToken

from .seats import may_write


def may_make_key(actor: Actor) -> Answer:
    """A key speaks for a seat: whoever holds one in office makes keys for it."""
    if actor.seat is None:
        return Denied(_("A key speaks for a seat, and you hold none now."))
    return may_write(actor)


def may_revoke_key(actor: Actor, key: ApiToken) -> Answer:
    """End a key: its owner, from any seat, also one that only reads."""
    if actor.user is not None and key.user_id == actor.user.pk:
        return Allowed()
    return Denied(_("Only its owner ends a key."))
