"""How much room files may take: of a member, and of one person."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import connection
from django.db.models import Q, Sum
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Member
from tracker.enums import Edition
from tracker.models import Evidence, Plan

from .files import MEGABYTE, refused

# Every table whose rows have files.
HOLDERS: tuple[type[Evidence] | type[Plan], ...] = (Evidence, Plan)
# The first half of an advisory lock's key; the second is the member.
_LOCK = 0x46494C45


def require_room(actor: Actor, member: Member, size: int) -> None:
    """Raises ValidationError (file) where a file of so many bytes has no room any more."""
    files = Q(edition=Edition.WORKING) & ~Q(file="")
    room = settings.EVIDENCE_QUOTA_MB * MEGABYTE - _used(files & Q(member=member))
    if size > room:
        raise _full(
            _(
                "Your member has %(left)s of %(most)s MB left for files: "
                "send a smaller file, add a link, or remove a file."
            ),
            room,
            settings.EVIDENCE_QUOTA_MB,
        )
    own = settings.EVIDENCE_QUOTA_PERSON_MB * MEGABYTE - _used(
        files & Q(member=member, added_by__user=actor.user)
    )
    if size > own:
        raise _full(
            _(
                "You have %(left)s of %(most)s MB left for files of your own: "
                "send a smaller file, add a link, or remove a file."
            ),
            own,
            settings.EVIDENCE_QUOTA_PERSON_MB,
        )


def hold_files(member: Member) -> None:
    """Files and documents of one member come in one after the other until the transaction ends, so
    that twenty files that come at once never pass together, and no two replace each other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_LOCK, member.pk])


def _used(rows: Q) -> int:
    return sum(m.internal.filter(rows).aggregate(used=Sum("size"))["used"] or 0 for m in HOLDERS)


def _full(message: str, room: int, most: int) -> ValidationError:
    left = max(room, 0) * 10 // MEGABYTE / 10
    return refused(message % {"left": f"{left:g}", "most": most})
