"""Mails about the security of an account. Each goes at once, and nobody can switch them off."""

from __future__ import annotations

from typing import Any

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import SecondFactorReset, User
from tracker import addresses
from tracker.models import OutgoingMail

from .letter import Letter, Writer, absolute


def _because() -> tuple[str, ...]:
    return (_("You get this because it concerns the security of your account."),)


def _if_not_you() -> str:
    return _(
        "If it was you, there is nothing to do. If it was not, choose a new password now "
        "and tell the secretariat."
    )


def _notice(subject: str, *paragraphs: str) -> Letter:
    """Something happened to the account; a new password is what helps if it was a stranger."""
    return Letter(
        subject=subject,
        action=(_("Choose a new password"), absolute(reverse("account_reset_password"))),
        paragraphs=paragraphs or (_if_not_you(),),
        footer=_because(),
    )


def _password_reset(mail: OutgoingMail, *_rest: Any) -> Letter:
    """The link is made here, at the moment of sending: it is written down nowhere."""
    key = default_token_generator.make_token(mail.recipient)
    path = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(mail.recipient), "key": key},
    )
    minutes = settings.PASSWORD_RESET_TIMEOUT // 60
    return Letter(
        subject=_("Choose a new password"),
        action=(_("Choose a new password"), absolute(path)),
        paragraphs=(
            ngettext(
                "The link works once, for %(n)d minute from now.",
                "The link works once, for %(n)d minutes from now.",
                minutes,
            )
            % {"n": minutes},
        ),
        footer=(
            _(
                "You get this because somebody asked for a new password for this address. If it "
                "was not you, do nothing: your password stays as it is."
            ),
        ),
    )


def _password_changed(mail: OutgoingMail, *_rest: Any) -> Letter:
    return Letter(
        subject=_("Your password was changed"),
        action=(_("Choose a new password"), absolute(reverse("account_reset_password"))),
        paragraphs=(
            _(
                "If it was you, there is nothing to do. If it was not, choose a new password now "
                "and tell the secretariat."
            ),
        ),
        footer=_because(),
    )


def _second_factor_on(mail: OutgoingMail, *_rest: Any) -> Letter:
    return _notice(_("The second factor of your account is on"))


def _second_factor_off(mail: OutgoingMail, *_rest: Any) -> Letter:
    return _notice(_("The second factor of your account is off"))


def _recovery_codes_new(mail: OutgoingMail, *_rest: Any) -> Letter:
    return _notice(
        _("Your account has new recovery codes"),
        _("The codes that you printed before no longer work."),
        _if_not_you(),
    )


def _reset_asked(mail: OutgoingMail, *_rest: Any) -> Letter:
    days = SecondFactorReset.OPEN_FOR.days
    return Letter(
        subject=_("The secretariat was asked to reset your second factor"),
        paragraphs=(
            ngettext(
                "A second person of the secretariat has %(n)d day to confirm it. Then your codes "
                "no longer work, and you set up new ones.",
                "A second person of the secretariat has %(n)d days to confirm it. Then your codes "
                "no longer work, and you set up new ones.",
                days,
            )
            % {"n": days},
            _("If you did not ask for this, tell the secretariat now: it can be withdrawn."),
        ),
        footer=_because(),
    )


def _reset_done(mail: OutgoingMail, *_rest: Any) -> Letter:
    return Letter(
        subject=_("Your second factor was reset"),
        action=(_("Sign in"), absolute(reverse("account_login"))),
        paragraphs=(
            _(
                "Two people of the secretariat confirmed it. You are signed out everywhere. "
                "Sign in with your password and set up a second factor again."
            ),
            _("If you did not ask for this, choose a new password now and tell the secretariat."),
        ),
        footer=_because(),
    )


def _email_confirm(mail: OutgoingMail, *_rest: Any) -> Letter:
    """The link is made here, at the moment of sending: it is written down nowhere."""
    user = User.objects.get(pk=mail.facts["user"])
    key = addresses.key_for(user, mail.to_address)
    minutes = addresses.LIVES // 60
    return Letter(
        subject=_("Confirm your new e-mail address"),
        action=(
            _("Confirm the address"),
            absolute(reverse("tracker:email-confirm", args=[key])),
        ),
        paragraphs=(
            ngettext(
                "The link works once, for %(n)d minute from now.",
                "The link works once, for %(n)d minutes from now.",
                minutes,
            )
            % {"n": minutes},
        ),
        footer=(
            _(
                "You get this because somebody wants to sign in to the NAP Tracker with this "
                "address. If it was not you, do nothing."
            ),
        ),
    )


def _email_changed(mail: OutgoingMail, *_rest: Any) -> Letter:
    """To both addresses, and neither names the other."""
    return Letter(
        subject=_("The e-mail address of your account was changed"),
        paragraphs=(
            _("From now on you sign in with the new address, and mails go there."),
            _("If it was not you, tell the secretariat now."),
        ),
        footer=_because(),
    )


def _sessions_ended(mail: OutgoingMail, *_rest: Any) -> Letter:
    return _notice(
        _("You were signed out everywhere"),
        _("An administrator ended the sessions of your account. You can sign in again."),
    )


def _account_closed(mail: OutgoingMail, *_rest: Any) -> Letter:
    return Letter(
        subject=_("Your account was closed"),
        paragraphs=(
            _("What you wrote belongs to your member and is kept."),
            _("Is this a mistake? Tell the secretariat: it can open the account again."),
        ),
        footer=_because(),
    )


def _account_reopened(mail: OutgoingMail, *_rest: Any) -> Letter:
    return Letter(
        subject=_("Your account is open again"),
        action=(_("Sign in"), absolute(reverse("account_login"))),
        paragraphs=(_("You sign in with the password and the second factor you had."),),
        footer=_because(),
    )


SECURITY: dict[str, Writer] = {
    "password_reset": _password_reset,
    "password_changed": _password_changed,
    "second_factor_on": _second_factor_on,
    "second_factor_off": _second_factor_off,
    "recovery_codes_new": _recovery_codes_new,
    "second_factor_reset_asked": _reset_asked,
    "second_factor_reset_done": _reset_done,
    "email_confirm": _email_confirm,
    "email_changed": _email_changed,
    "sessions_ended": _sessions_ended,
    "account_closed": _account_closed,
    "account_reopened": _account_reopened,
}
