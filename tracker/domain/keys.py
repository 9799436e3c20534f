"""Keys for the REST API that people make and end themselves."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.domain import tokens
from accounts.models import ApiToken
from tracker import rules
from tracker.validators import no_null_characters

from .errors import NotAllowed, require
from .saving import recorded

LABEL_LIMIT = 80


def issue(actor: Actor, label: str, scope: str, days: int) -> tuple[ApiToken, str]:
    """A key for the active seat, and the key itself, which is never to be read again.

    Raises NotAllowed or ValidationError (label, scope, days).
    """
    require(rules.may_make_key(actor))
    if actor.seat is None:
        raise NotAllowed(_("A key speaks for a seat, and you hold none now."))
    said = label.strip()
    problems: list[str] = []
    try:
        no_null_characters(said)
    except ValidationError as error:
        problems = error.messages
    if not said:
        problems = [_("Write what the key is for, such as the name of a script.")]
    elif len(said) > LABEL_LIMIT:
        problems = [_("Write at most %(most)d characters.") % {"most": LABEL_LIMIT}]
    if problems:
        raise ValidationError({"label": problems})
    with recorded(actor, "keys.issue"):
        return tokens.issue(actor.seat, scope, days, said)


def revoke(actor: Actor, key: ApiToken) -> None:
    """Ends a key at once. Raises NotAllowed."""
    require(rules.may_revoke_key(actor, key))
    with recorded(actor, "keys.revoke"):
        tokens.revoke(key)
