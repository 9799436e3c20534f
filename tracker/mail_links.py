"""The links of a mail that work without signing in: stop a topic, pause. Each is signed for one
purpose, one person and their address; a new address or a closed account ends all of them."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User
from tracker.enums import Topic

# Never the same salt for two purposes: a link to pause stops nothing.
_STOP, _PAUSE = "tracker.mail.stop", "tracker.mail.pause"
LONGEST = 200


@dataclass(frozen=True)
class Stop:
    """Whose mails about what a link stops."""

    user: User
    topic: Topic


def stop_path(user: User, topic: str) -> str:
    """Where mails about a topic are stopped, for one person, without signing in."""
    return reverse("tracker:mail-stop", args=[_signed(_STOP, user, topic)])


def pause_path(user: User) -> str:
    """Where a person's mails are paused without signing in."""
    return reverse("tracker:mail-pause", args=[_signed(_PAUSE, user, "all")])


def stop_from(key: str) -> Stop | None:
    """What the key of a link stops; None where it is not ours or no longer fits the person."""
    found = _read(_STOP, key)
    return Stop(found[0], Topic(found[1])) if found and found[1] in Topic.values else None


def pauser_from(key: str) -> User | None:
    """Whose mails the key of a link pauses; None as above."""
    found = _read(_PAUSE, key)
    return found[0] if found else None


def _signer(purpose: str, user: User) -> Signer:
    # The address is in the salt, so that no link shows it.
    return Signer(salt=f"{purpose}:{user.email}")


def _signed(purpose: str, user: User, what: str) -> str:
    return _signer(purpose, user).sign(f"{user.pk}.{what}")


def _read(purpose: str, key: str) -> tuple[User, str] | None:
    pk, _dot, rest = key.partition(".")
    what = rest.partition(":")[0]
    if len(key) > LONGEST or not (pk.isascii() and pk.isdecimal() and len(pk) < 19):
        return None
    user = User.objects.filter(pk=int(pk), is_active=True).first()
    if user is None:
        return None
    try:
        _signer(purpose, user).unsign(key)
    except BadSignature:
        return None
    return user, what
