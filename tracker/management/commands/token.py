from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from accounts.domain import tokens
from accounts.enums import TokenScope
from accounts.models import Appointment, User
from accounts.queries import seats_of


class Command(BaseCommand):
    help = (
        "Makes a key for the REST API and prints it, alone, on standard output. It is shown once."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="Whose key it is.")
        parser.add_argument(
            "--scope",
            choices=TokenScope.values,
            default=TokenScope.READ,
            help="A ceiling; the seat's own rights still decide (default: %(default)s).",
        )
        parser.add_argument("--member", metavar="CODE", help="Which seat, for who has several.")
        parser.add_argument("--days", type=int, default=90, help="How long (default: %(default)s).")

    def handle(self, *args: Any, **options: Any) -> None:
        seat = self.seat(options["email"], options["member"])
        try:
            token, key = tokens.issue(seat, options["scope"], options["days"])
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        told = _("A key for %(email)s at %(seat)s, scope %(scope)s, until %(until)s (UTC):") % {
            "email": seat.user.email,
            "seat": f"{seat.member.code if seat.member else 'Network'}, {seat.get_role_display()}",
            "scope": token.scope,
            "until": f"{token.expiry:%Y-%m-%d %H:%M}",
        }
        self.stderr.write(told, self.style.NOTICE)
        self.stdout.write(key)

    def seat(self, email: str, member: str | None) -> Appointment:
        user = User.objects.filter(email__iexact=email).first()
        if user is None:
            raise CommandError(_("Nobody here has the address %(email)s.") % {"email": email})
        seats = [s for s in seats_of(user) if member in (None, s.member and s.member.code)]
        if not seats:
            raise CommandError(_("%(email)s holds no such seat today.") % {"email": email})
        if len({s.member_id for s in seats}) > 1:
            codes = ", ".join(s.member.code for s in seats if s.member)
            raise CommandError(
                _("%(email)s has seats at several members. Say which: --member, one of %(codes)s.")
                % {"email": email, "codes": codes}
            )
        return seats[0]
