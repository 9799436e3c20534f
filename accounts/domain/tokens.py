"""Making keys for the REST API."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.enums import TokenScope
from accounts.models import ApiToken, Appointment

LONGEST_DAYS = 366


def issue(
    seat: Appointment, scope: str = TokenScope.READ, days: int = 90, label: str = ""
) -> tuple[ApiToken, str]:
    """A key for the person of a seat, acting from that seat alone, for so many days.

    Returns the stored token and the key itself, which nobody can read again: only its digest is
    kept. Raises ValidationError where the seat is not in force or the days are out of range.
    """
    problems = {}
    if not seat.is_current() or not seat.user.is_active:
        problems["seat"] = [_("This seat is not in force today.")]
    if not 1 <= days <= LONGEST_DAYS:
        problems["days"] = [
            _("Write a number of days from 1 to %(most)d.") % {"most": LONGEST_DAYS}
        ]
    if scope not in TokenScope.values:
        problems["scope"] = [_("Choose read or write.")]
    if problems:
        raise ValidationError(problems)
    with transaction.atomic():
        token, key = ApiToken.objects.create(
            user=seat.user, seat=seat, scope=scope, label=label, expiry=dt.timedelta(days=days)
        )
        # The library keeps the beginning of the key beside its digest; nothing here needs it.
        token.token_key = ""
        token.save(update_fields=["token_key"])
    return token, key


def of_seat(seat: Appointment) -> list[ApiToken]:
    """The keys that its holder made for a seat, newest first, those that ran out included."""
    return list(ApiToken.objects.filter(seat=seat, user=seat.user_id).order_by("-created"))


def revoke(token: ApiToken) -> None:
    """Ends a key at once."""
    token.delete()
