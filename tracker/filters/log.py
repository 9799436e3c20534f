"""What part of the log a reader wants to see, and where in it."""

from __future__ import annotations

import base64
import binascii
import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import LEADING_ROLES
from accounts.models import Appointment, Member
from recommendations.models import Recommendation
from tracker.models import ReportingCycle
from tracker.queries.log import Asked, Place
from tracker.queries.log_sources import SOURCES
from tracker.queries.log_words import KINDS, VERBS
from tracker.validators import plausible_date

from .fields import OneOf


class Day(forms.DateField):
    """A day of the reader's calendar, written so that it means the same to everybody."""

    default_error_messages = {"invalid": _("Write a day such as 2026-03-01.")}

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"size": 10})
        super().__init__(
            required=False,
            widget=widget,
            input_formats=["%Y-%m-%d"],
            validators=[plausible_date],
            **kwargs,
        )


class LogParams(forms.Form):
    """The filters of the log. A member's own people have no choice of member, and who does not
    read answers none of recommendation."""

    member = OneOf(label=_("Member"), required=False)
    kind = OneOf(label=_("Kind"), required=False)
    verb = OneOf(label=_("What was done"), required=False)
    seat = OneOf(label=_("By"), required=False)
    recommendation = OneOf(label=_("Recommendation"), required=False)
    cycle = OneOf(label=_("Cycle"), required=False)
    since = Day(label=_("From (year-month-day)"))
    until = Day(label=_("Until (year-month-day)"))

    def __init__(self, data: Mapping[str, str], actor: Actor) -> None:
        super().__init__({name: data.get(name, "") for name in (*self.base_fields, "before")})
        is_own = actor.has_role(*LEADING_ROLES)
        reads_answers = is_own or bool(actor.reviewed_member_ids)
        kinds = [s.kind for s in SOURCES if s.is_people or reads_answers]
        self._choose("kind", [(kind, KINDS[kind]) for kind in kinds])
        self._choose("verb", list(VERBS.items()))
        self._choose(
            "cycle", [(c, c) for c in ReportingCycle.objects.values_list("code", flat=True)]
        )
        codes = Recommendation.objects.order_by("code").values_list("code", flat=True)
        self._choose("recommendation", [(c, c) for c in codes])
        members = {} if is_own else {m.code: m.display_name for m in Member.objects.all()}
        self._choose("member", sorted(members.items(), key=lambda pair: pair[1]))
        self._choose("seat", _seats(actor, data.get("member", "")))
        for name, is_there in (("member", not is_own), ("recommendation", reads_answers)):
            if not is_there:
                del self.fields[name]

    def _choose(self, name: str, choices: list[tuple[str, Any]]) -> None:
        self.fields[name].choices = [("", _("All")), *choices]  # type: ignore[attr-defined]

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
        until = said.get("until")
        return Asked(
            member=said.get("member", ""),
            kinds=(said["kind"],) if said.get("kind") else (),
            by=said.get("seat", ""),
            verb=said.get("verb", ""),
            since=_begin(said.get("since")),
            until=_begin(until + dt.timedelta(days=1) if until else None),
            recommendation=said.get("recommendation", ""),
            cycle=said.get("cycle", ""),
            before=place_of(self.data["before"]),
        )


def _seats(actor: Actor, code: str) -> list[tuple[str, str]]:
    """Who may have changed something, of whom the reader may know: the seats of one member and
    its reviewers; for the secretariat also the seats of the Network."""
    seen = Q(pk__in=Appointment.objects.visible_to(actor).values("pk"))
    if actor.has_role(*LEADING_ROLES):
        wanted = seen & Q(member=actor.member_id) | Q(assigned_members=actor.member_id)
    else:
        wanted = Q(member__isnull=True) | seen & Q(member__code=code)
    rows = Appointment.objects.filter(wanted).select_related("user").distinct()
    return [
        (str(seat.public_id), f"{seat.get_role_display()}, {seat.user.name}".rstrip(", "))
        for seat in rows.order_by("member_id", "role", "id")
    ]


def _begin(day: dt.date | None) -> dt.datetime | None:
    """The first moment of a day where the reader is."""
    if day is None:
        return None
    return timezone.make_aware(dt.datetime.combine(day, dt.time()))


def written(place: Place) -> str:
    """A place in the log as an address carries it."""
    raw = json.dumps([place.at.isoformat(), place.rank, place.pgh_id])
    return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")


def place_of(text: str) -> Place | None:
    """The place in an address; None, which is the newest change, for what is none."""
    try:
        at, rank, pgh_id = json.loads(base64.urlsafe_b64decode(f"{text}=="))
        moment = dt.datetime.fromisoformat(at)
        if moment.tzinfo is None or not (0 <= rank < 100 and 0 <= pgh_id < 2**31):
            return None
        return Place(moment, int(rank), int(pgh_id))
    except (ValueError, TypeError, AttributeError, UnicodeError, binascii.Error):
        return None
