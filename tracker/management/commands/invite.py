from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from accounts.actor import SYSTEM
from accounts.enums import Role
from accounts.models import Invitation, Member
from tracker.domain import invitations
from tracker.domain.errors import Duplicate, NotAllowed


class Command(BaseCommand):
    help = (
        "Offers a seat to an address and prints the link, alone, on standard output. The mail with "
        "the same link leaves too. Said twice, the older link opens nothing any more."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="Who is invited.")
        parser.add_argument("--role", choices=Role.values, required=True, help="Which seat.")
        parser.add_argument("--member", metavar="CODE", help="At which member, for its seats.")
        parser.add_argument(
            "--language",
            default="en",
            choices=[code for code, _name in settings.LANGUAGES],
            help="Of the mail and the page (default: %(default)s).",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        invitation = self.invite(**{n: options[n] for n in ("email", "role", "member", "language")})
        told = _("%(email)s is invited to the seat %(seat)s until %(until)s (UTC):") % {
            "email": invitation.email,
            "seat": f"{options['member'] or 'Network'}, {invitation.get_role_display()}",
            "until": f"{invitation.expires_at:%Y-%m-%d %H:%M}",
        }
        self.stderr.write(told, self.style.NOTICE)
        with override(options["language"]):
            path = reverse("tracker:invitation", args=[invitation.key])
        self.stdout.write(f"{settings.PUBLIC_BASE_URL}{path}")

    def invite(self, email: str, role: str, member: str | None, language: str) -> Invitation:
        at = Member.objects.filter(code=member).first() if member else None
        if member and at is None:
            raise CommandError(_("There is no member %(code)s.") % {"code": member})
        try:
            return invitations.invite(SYSTEM, email, role, at, language=language)
        except NotAllowed as error:
            raise CommandError(str(error.reason)) from error
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        except Duplicate as error:
            if not isinstance(error.existing, Invitation):
                raise CommandError(_("This address holds this seat already.")) from error
            return invitations.send_again(SYSTEM, error.existing)
