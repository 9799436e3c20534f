"""The people of the demonstration: nobody real, no names, one password for all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from babel.languages import get_official_languages
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Member, User
from tracker.domain.handing_over import READS_FOR

from .script import HANDED_OVER, VACATED, dice

PASSWORD = "follow-what-was-agreed"
SINCE = dt.date(2022, 9, 1)
# One seat was handed over last year: its successor came before its holder left.
ACCEPTED_ON, LAST_DAY = dt.date(2025, 9, 15), dt.date(2025, 9, 30)
# Mail domains that the documentation names; all other members get theirs from their names.
DOMAINS = {"MDA": "moldova.example", "org-ecowas": "ecowas.example"}
TITLES = (
    "Head of the gender equality unit",
    "Adviser, multilateral affairs",
    "Director, human rights and peace",
    "Special representative",
    "Programme officer, peace and security",
)


@dataclass(frozen=True)
class Account:
    """An account worth trying: where it signs in, and what it is for."""

    email: str
    role: str
    member: str | None
    purpose: str | Promise


ACCOUNTS = (
    Account("focalpoint@kenya.example", Role.FOCAL_POINT, "KEN", _("a draft to fill and submit")),
    Account("viewer@kenya.example", Role.VIEWER, "KEN", _("reads the draft, edits nothing")),
    Account(
        "contributor@treasury.kenya.example",
        Role.CONTRIBUTOR,
        "KEN",
        _("was asked for 2022-08 and 2023-08"),
    ),
    Account("focalpoint@norway.example", Role.FOCAL_POINT, "NOR", _("has submitted")),
    Account("focalpoint@moldova.example", Role.FOCAL_POINT, "MDA", _("got comments to answer")),
    Account(
        "focalpoint@ecowas.example",
        Role.FOCAL_POINT,
        "org-ecowas",
        _("waits for clearance inside the organization"),
    ),
    Account(
        "clearing@ecowas.example",
        Role.CLEARING_OFFICER,
        "org-ecowas",
        _("clears the report or sends it back"),
    ),
    Account(
        "monitor@cso.example",
        Role.CIVIL_SOCIETY_MONITOR,
        "KEN",
        _("files views of their own beside Kenya’s answers"),
    ),
    Account(
        "reviewer@secretariat.example", Role.REVIEWER, None, _("reviews every member; the admin")
    ),
    Account("cochair@network.example", Role.CO_CHAIR, None, _("reads what the Network shares")),
    Account("admin@secretariat.example", Role.ADMINISTRATOR, None, _("the admin; outgoing mail")),
)


def _seen(email: str) -> dt.datetime | None:
    """When somebody last signed in: most in these weeks, some never."""
    rng = dice("seen", email)
    days = rng.randint(1, 120)
    return None if rng.random() < 0.15 else timezone.now() - dt.timedelta(days=days)


def domain_of(member: Member) -> str:
    words = member.acronym or member.name
    return DOMAINS.get(member.code) or f"{slugify(words)}.example"


def language_of(member: Member) -> str:
    """The first of the member's languages that the tracker is offered in, else English."""
    if member.code == "KEN" or not member.iso_alpha2:
        return "en"
    spoken = get_official_languages(member.iso_alpha2, de_facto=True)
    offered = {code for code, _name in settings.ALL_LANGUAGES}
    return next((code for code in spoken if code in offered), "en")


class Cast:
    """Everybody who has an account. Seats are found by member and role."""

    def __init__(self, members: Sequence[Member]) -> None:
        # One hash for all: hashing a hundred times would take longer than all the rest.
        self._hash = make_password(PASSWORD)
        self._seats: dict[tuple[str | None, str], Appointment] = {}
        self._users: list[User] = []
        self._appointments: list[Appointment] = []
        by_code = {member.code: member for member in members}
        for position, member in enumerate(members):
            self._focal_point(position, member)
            if position % 3 == 0 or member.code in ("KEN", "NOR", VACATED):
                self._add(f"deputy@{domain_of(member)}", Role.DEPUTY, member)
        for account in ACCOUNTS:
            if account.role != Role.FOCAL_POINT:
                self._add(
                    account.email, account.role, by_code[account.member] if account.member else None
                )
        User.objects.bulk_create(self._users)
        Appointment.objects.bulk_create(self._appointments)
        self.seat(None, Role.REVIEWER).assigned_members.set(members)

    def _focal_point(self, position: int, member: Member) -> None:
        seat = self._add(
            f"focalpoint@{domain_of(member)}",
            Role.FOCAL_POINT,
            member,
            title=TITLES[position % len(TITLES)],
        )
        if member.code == HANDED_OVER:
            self._succession(seat)
        if member.code == VACATED:
            seat.ends_on = timezone.now().date() - dt.timedelta(days=60)

    def _succession(self, seat: Appointment) -> None:
        """Last year's focal point, and the day the present one came."""
        domain = domain_of(seat.member)
        former = self._add(f"formerly@{domain}", Role.FOCAL_POINT, seat.member, title=seat.title)
        former.read_only_from = LAST_DAY + dt.timedelta(days=1)
        former.ends_on = LAST_DAY + READS_FOR
        seat.starts_on = ACCEPTED_ON
        self.former = former
        self._seats[seat.member.code, Role.FOCAL_POINT] = seat

    def _add(self, email: str, role: str, member: Member | None, title: str = "") -> Appointment:
        place = member.name if member else "Network"
        user = User(
            email=email,
            name=f"{Role(role).label}, {place} (demonstration)"[:120],
            password=self._hash,
            language=language_of(member) if member else "en",
            last_login=_seen(email),
        )
        seat = Appointment(user=user, member=member, role=role, title=title, starts_on=SINCE)
        self._users.append(user)
        self._appointments.append(seat)
        self._seats[member.code if member else None, role] = seat
        return seat

    def seat(self, member: str | None, role: str) -> Appointment:
        return self._seats[member, role]

    def focal_point(self, member: str) -> Appointment:
        return self.seat(member, Role.FOCAL_POINT)

    def focal_point_then(self, member: str) -> Appointment:
        """Who held the seat in the closed cycles."""
        return self.former if member == HANDED_OVER else self.focal_point(member)

    def actor(self, member: str | None, role: str) -> Actor:
        """The person at this seat, as the verbs know them."""
        seat = self.seat(member, role)
        return Actor(user=seat.user, seat=seat, seats=(seat,))


def account_table() -> str:
    """The accounts and the password, as lines for a terminal."""
    width = max(len(account.email) for account in ACCOUNTS)
    lines = [f"  {account.email:<{width}}  {account.purpose}" for account in ACCOUNTS]
    return "\n".join(
        [
            gettext("Accounts of the demonstration (all data in it is invented):"),
            *lines,
            gettext("The password of each: %(password)s") % {"password": PASSWORD},
        ]
    )
