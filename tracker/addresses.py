"""A new e-mail address of a person, as a link in a mail carries it."""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.encoding import punycode
from django.utils.translation import gettext as _

from accounts.models import User

LIVES = 3600
_SALT = "tracker.new-address"


@dataclass(frozen=True)
class AddressChange:
    """Who changes to which address, and what it was when the link was made."""

    user: User
    email: str
    was: str


def clean_address(typed: str) -> str:
    """The address in one form. Letters that only look like, or fold to, plain ones are refused
    before @; after it they become what the mail system itself sends to."""
    typed = typed.strip()
    local, _, domain = typed.rpartition("@")
    try:
        address = f"{local}@{punycode(domain)}".lower()
        validate_email(address)
    except (ValidationError, UnicodeError) as error:
        raise _wrong() from error
    if not typed.rpartition("@")[0].isascii() or len(address) > 254:
        raise _wrong()
    return address


def _wrong() -> ValidationError:
    said = _(
        "Write an e-mail address such as name@ministry.example, in plain letters before the @."
    )
    return ValidationError({"email": [said]})


def key_for(user: User, email: str) -> str:
    return signing.dumps([user.pk, email, user.email], salt=_SALT)


def change_from(key: str) -> AddressChange | None:
    """What the link says, or None where it is too old or not ours."""
    try:
        pk, email, was = signing.loads(key, salt=_SALT, max_age=LIVES)
        user = User.objects.get(pk=pk, is_active=True, email=was)
    except (signing.BadSignature, User.DoesNotExist, ValueError):
        return None
    return AddressChange(user, email, was)
