"""What a person chose about their mails, for the pages that show it."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from django.utils import timezone

from accounts.models import Appointment, User
from tracker.models import MailPause, MailPreference

from .due import zone_name


def chosen_by(user: User) -> dict[str, str]:
    """The frequencies that differ from "as it happens", by topic."""
    return dict(MailPreference.objects.filter(user=user).values_list("topic", "frequency"))


def pause_of(user: User) -> MailPause | None:
    """The pause that holds a person's mails back today, if one does."""
    return MailPause.objects.filter(user=user, until__gt=today_of(user)).first()


def today_of(user: User) -> dt.date:
    """The day it is where the person is, by their own zone, else that of their first seat."""
    seats = Appointment.objects.current().filter(user=user).select_related("member")
    seat = seats.order_by("pk").first()
    zone = zone_name(user, seat.member if seat else None)
    return timezone.now().astimezone(ZoneInfo(zone)).date()
