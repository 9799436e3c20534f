"""The secret address of a person's calendar: made, shown once, revoked."""

from __future__ import annotations

import hashlib
import secrets

from accounts.actor import Actor
from accounts.models import User
from tracker import rules
from tracker.models import CalendarFeed

from .errors import require
from .saving import recorded


def make(actor: Actor, user: User) -> str:
    """A new secret for the address of the person's calendar, never to be read again; the old
    address opens nothing from now on. Raises NotAllowed."""
    require(rules.may_change_account(actor, user))
    secret = secrets.token_urlsafe(32)
    with recorded(actor, "calendar_feeds.make"):
        CalendarFeed.objects.filter(user=user).delete()
        CalendarFeed.objects.create(user=user, digest=digest_of(secret))
    return secret


def revoke(actor: Actor, user: User) -> None:
    """Ends the address at once. Raises NotAllowed."""
    require(rules.may_change_account(actor, user))
    with recorded(actor, "calendar_feeds.revoke"):
        CalendarFeed.objects.filter(user=user).delete()


def digest_of(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def owner_of(secret: str) -> User | None:
    """Whose calendar an address opens, if it opens any."""
    feed = (
        CalendarFeed.objects.filter(digest=digest_of(secret), user__is_active=True)
        .select_related("user")
        .first()
    )
    return feed.user if feed else None
