"""What of the reminders and mails a reader wants to see, and where in the list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Member
from tracker.domain.planning import TOPICS
from tracker.enums import MailKind, Topic
from tracker.queries.alphabet import by_name
from tracker.queries.sending import NEXT, Asked, Place

from .fields import OneOf
from .log import Day


class Heading(models.TextChoices):
    """The parts of the page, in the order of its tabs."""

    NEXT = "next", _("Next")
    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    AMBIGUOUS = "ambiguous", _("Unclear")
    CANCELLED = "cancelled", _("Not needed any more")


class SendingParams(forms.Form):
    """The filters of the page. The heading is chosen by tabs."""

    member = OneOf(label=_("Member"), required=False)
    topic = OneOf(label=_("About"), required=False)
    kind = OneOf(label=_("Kind"), required=False)
    since = Day(label=_("From (year-month-day)"))
    until = Day(label=_("Until (year-month-day)"))

    def __init__(self, data: Mapping[str, str], actor: Actor) -> None:
        names = (*self.base_fields, "state", "after")
        super().__init__({name: data.get(name, "") for name in names})
        members = Member.objects.all()
        if not actor.has_role(Role.ADMINISTRATOR):
            members = members.filter(pk__in=actor.reviewed_member_ids)
        self._choose("member", [(m.code, m.display_name) for m in by_name(members)])
        self._choose("topic", Topic.choices)
        self._choose("kind", MailKind.choices)

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

    @property
    def heading(self) -> Heading:
        """The chosen tab; the first for what is none."""
        said = self.data["state"]
        return Heading(said) if said in Heading.values else Heading(NEXT)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        since, until = found.get("since"), found.get("until")
        if since and until and until < since:
            self.add_error("until", _("Write a day that is not before the first one."))
        return found

    @property
    def asked(self) -> Asked:
        """What a valid form asks for."""
        said = self.cleaned_data
        until, topic = said.get("until"), said.get("topic")
        about = [rule for rule, its in TOPICS.items() if its == topic] if topic else None
        return Asked(
            state=self.heading,
            member=said.get("member", ""),
            rules=about,
            kind=said.get("kind", ""),
            since=_begin(said.get("since")),
            until=_begin(until + dt.timedelta(days=1) if until else None),
            after=place_of(self.data["after"]),
        )


def _begin(day: dt.date | None) -> dt.datetime | None:
    """The first moment of a day where the reader is."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time())) if day else None


def written(place: Place) -> str:
    """A place in the list as an address carries it."""
    return f"{place.at.astimezone(dt.UTC):%Y%m%dT%H%M%S.%f}-{place.pk}"


def place_of(text: str) -> Place | None:
    """The place in an address; None, which is the beginning, for what is none."""
    at, _dash, pk = text.partition("-")
    try:
        moment = dt.datetime.strptime(at, "%Y%m%dT%H%M%S.%f").replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return Place(moment, int(pk)) if pk.isascii() and pk.isdigit() and len(pk) < 16 else None
