"""Mails about seats. The link of an invitation is made at the moment of sending."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.models import Invitation
from tracker.dates import date_long
from tracker.models import OutgoingMail, Reminder

from .letter import Letter, absolute


def invitation(mail: OutgoingMail, reminders: Sequence[Reminder], moment: dt.datetime) -> Letter:
    """A seat is offered: which, until when, and the link that takes it."""
    offered = _invitation(mail)
    facts = {
        "role": offered.get_role_display(),
        "member": offered.member.display_name if offered.member else _("The Network"),
        "day": date_long(offered.expires_at.date(), get_language() or "en"),
    }
    subject = (
        _("%(member)s: take over the seat “%(role)s” by %(day)s")
        if offered.replaces_id
        else _("%(member)s: the seat “%(role)s” is offered to you, until %(day)s")
    )
    return Letter(
        subject=subject % facts,
        action=(_("Accept the seat"), absolute(reverse("tracker:invitation", args=[offered.key]))),
        paragraphs=(
            _(
                "In the NAP Tracker the members of the Women, Peace and Security Focal Points "
                "Network follow up what their meetings agreed."
            ),
            _("The link works once, for this address only. Do not pass it on."),
        ),
        footer=(
            _(
                "You get this because somebody entitled to it named this address. If you do not "
                "expect it, do nothing: no account exists until you accept."
            ),
        ),
    )


def invitation_is_open(mail: OutgoingMail) -> bool:
    """True while the invitation waits for its answer and this is its latest link."""
    offered = _invitation(mail)
    return offered.is_open and str(offered.nonce) == mail.facts["nonce"]


def _invitation(mail: OutgoingMail) -> Invitation:
    return Invitation.internal.select_related("member").get(public_id=mail.facts["invitation"])
