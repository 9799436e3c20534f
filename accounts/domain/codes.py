"""Checking a code of the second factor. Each code works once."""

from __future__ import annotations

import unicodedata

from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from django.db import transaction
from django.utils.crypto import constant_time_compare

from accounts.models import User

LAST = "last_counter"


def tidy(typed: str) -> str:
    """The code as digits: without spaces and hyphens, in whichever numerals it was typed."""
    return "".join(
        str(unicodedata.decimal(c)) if c.isdecimal() else c
        for c in typed
        if not c.isspace() and c != "-"
    )


@transaction.atomic
def spend(user: User, typed: str) -> Authenticator | None:
    """The authenticator of this person to which the code belongs, or None. The code is used up
    with it: the app's codes of this step and of all before, or the one recovery code."""
    code = tidy(typed)
    for authenticator in Authenticator.objects.select_for_update().filter(user=user).order_by("pk"):
        if authenticator.type == Authenticator.Type.TOTP:
            accepted = _spend_step(authenticator, code)
        else:
            accepted = authenticator.wrap().validate_code(code)
        if accepted:
            authenticator.refresh_from_db()
            return authenticator
    return None


def _spend_step(authenticator: Authenticator, code: str) -> bool:
    secret = decrypt(authenticator.data["secret"])
    last = authenticator.data.get(LAST, -1)
    for counter in totp.yield_hotp_counters_from_time():
        expected = totp.format_hotp_value(totp.hotp_value(secret, counter))
        if counter > last and constant_time_compare(code, expected):
            authenticator.data[LAST] = counter
            authenticator.save(update_fields=["data"])
            return True
    return False
