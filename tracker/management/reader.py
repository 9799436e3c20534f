"""For whom a command reads: everybody, or with `--as` one person."""

from __future__ import annotations

from argparse import ArgumentParser

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from accounts.actor import PUBLIC, Actor
from accounts.models import User
from accounts.queries import actor_of


def add_reader(parser: ArgumentParser) -> None:
    parser.add_argument("--as", dest="reader", metavar="EMAIL")


def reader_of(email: str | None) -> Actor:
    """The actor of a person by e-mail address. Raises CommandError where nobody has it."""
    if email is None:
        return PUBLIC
    user = User.objects.filter(email__iexact=email).first()
    if user is None:
        raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
    return actor_of(user)
