"""What was, will be and could not be sent, for those who look after it: a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Member
from tracker.enums import MailState, ReminderState
from tracker.models import MailAttempt, MailHold, OutgoingMail, Reminder

from .due import zone_name

NEXT, WAITING = "next", "waiting"
# Which states of a mail stand under which heading.
STATES: dict[str, tuple[str, ...]] = {
    WAITING: (MailState.PENDING, MailState.SENDING, MailState.HANDED_OVER),
    "sent": (MailState.SENT,),
    "failed": (MailState.FAILED,),
    "ambiguous": (MailState.AMBIGUOUS,),
    "cancelled": (MailState.CANCELLED,),
}
# Beyond this a banner says "or more": nobody counts a long queue for it.
MOST_COUNTED = 1000


@dataclass(frozen=True)
class Place:
    """Where a page ends: the moment and the id of its last line."""

    at: dt.datetime
    pk: int


@dataclass(frozen=True)
class Asked:
    """What a reader wants to see. `rules` are codes of what reminders are about, None for any;
    `since` is the first moment, `until` the first one after."""

    state: str = NEXT
    member: str = ""
    rules: Collection[str] | None = None
    kind: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None
    after: Place | None = None


@dataclass(frozen=True)
class Line:
    """A mail, or a reminder that is in none yet (`mail` is None). `at` is when it left, is tried
    next or falls due; `zone` is the recipient's. `seat` is the one it concerns, where the reader
    may know it; roles, never names."""

    at: dt.datetime
    zone: str
    member: Member | None
    seat: Appointment | None
    rules: tuple[str, ...]
    mail: OutgoingMail | None = None


@dataclass(frozen=True)
class Page:
    lines: Sequence[Line] = ()
    next: Place | None = None


@dataclass(frozen=True)
class Standing:
    """What keeps mail from leaving. `error` is the last one, while the last try of any mail
    failed for now; `waiting` is how many mails are due, at most 1,000."""

    hold: MailHold | None = None
    error: str = ""
    since: dt.datetime | None = None
    waiting: int = 0

    @property
    def is_many(self) -> bool:
        return self.waiting >= MOST_COUNTED


def mails(actor: Actor) -> QuerySet[OutgoingMail]:
    """The mails that this reader looks after: every mail for administrators; for reviewers those
    about their members, and to the people of their members."""
    if actor.has_role(Role.ADMINISTRATOR):
        return OutgoingMail.objects.all()
    if not actor.has_role(Role.REVIEWER):
        return OutgoingMail.objects.none()
    return OutgoingMail.objects.filter(
        Q(member__in=actor.reviewed_member_ids)
        | Q(member=None, recipient__in=_seats(actor).values("user"))
    )


def reminders(actor: Actor) -> QuerySet[Reminder]:
    """The reminders still in no mail that this reader looks after."""
    waiting = Reminder.objects.filter(state=ReminderState.PENDING)
    if actor.has_role(Role.ADMINISTRATOR):
        return waiting
    if not actor.has_role(Role.REVIEWER):
        return waiting.none()
    return waiting.filter(member__in=actor.reviewed_member_ids)


def page_of(actor: Actor, asked: Asked, size: int) -> Page:
    """Up to `size` lines: what comes next with the earliest first, all else with the latest. At
    most four queries."""
    found = lines(actor, asked, size + 1)
    kept = found[:size]
    last = None
    if len(found) > size:
        line, pk = kept[-1]
        last = Place(_key(line), pk)
    return Page([line for line, _pk in kept], last)


def lines(actor: Actor, asked: Asked, most: int) -> list[tuple[Line, int]]:
    """Lines with the ids of their rows."""
    if asked.state == NEXT:
        rows = _narrowed(reminders(actor), asked, "due_at")
        if asked.rules is not None:
            rows = rows.filter(rule__in=asked.rules)
        if asked.kind and asked.kind != "digest":
            return []
        chosen = rows.select_related("member", "seat__member").order_by("due_at", "pk")[:most]
        return [(Line(r.due_at, r.time_zone, r.member, r.seat, (r.rule,)), r.pk) for r in chosen]
    rows_of_mails = _narrowed(mails(actor), asked, "next_attempt_at")
    rows_of_mails = rows_of_mails.filter(state__in=STATES[asked.state])
    if asked.kind:
        rows_of_mails = rows_of_mails.filter(kind=asked.kind)
    if asked.rules is not None:
        about = Reminder.objects.filter(mail=OuterRef("pk"), rule__in=asked.rules)
        rows_of_mails = rows_of_mails.filter(Exists(about))
    return _lines_of(actor, _loaded(rows_of_mails).order_by("-next_attempt_at", "-pk")[:most])


def line_of(actor: Actor, mail: OutgoingMail) -> Line:
    """The line of one mail, freshly loaded."""
    ((line, _pk),) = _lines_of(actor, _loaded(OutgoingMail.objects.filter(pk=mail.pk)))
    return line


def standing() -> Standing:
    """Whether mail leaves at all. At most three queries."""
    hold = MailHold.objects.filter(released_at__isnull=True).order_by("since").first()
    last = MailAttempt.objects.order_by("-pk").first()
    error = last.detail if last is not None and last.outcome == MailState.PENDING else ""
    if hold is None and not error:
        return Standing()
    waiting = OutgoingMail.objects.filter(state=MailState.PENDING)
    return Standing(
        hold,
        error,
        last.at if last is not None and error else None,
        len(waiting.order_by().values_list("pk")[:MOST_COUNTED]),
    )


def _key(line: Line) -> dt.datetime:
    return line.mail.next_attempt_at if line.mail is not None else line.at


def _narrowed(rows, asked: Asked, at: str):  # type: ignore[no-untyped-def]
    if asked.member:
        rows = rows.filter(member__code=asked.member)
    if asked.since:
        rows = rows.filter(**{f"{at}__gte": asked.since})
    if asked.until:
        rows = rows.filter(**{f"{at}__lt": asked.until})
    if asked.after is not None:
        way = "gt" if asked.state == NEXT else "lt"
        beyond = Q(**{f"{at}__{way}": asked.after.at})
        rows = rows.filter(beyond | Q(**{at: asked.after.at, f"pk__{way}": asked.after.pk}))
    return rows


def _loaded(rows: QuerySet[OutgoingMail]) -> QuerySet[OutgoingMail]:
    held = Reminder.objects.select_related("seat__member", "member").order_by("due_at", "pk")
    return rows.select_related("recipient", "member").prefetch_related(
        Prefetch("reminders", held, to_attr="told")
    )


def _lines_of(actor: Actor, rows: Iterable[OutgoingMail]) -> list[tuple[Line, int]]:
    found = list(rows)
    bare = {mail.recipient_id for mail in found if mail.recipient_id and not mail.told}  # type: ignore[attr-defined]
    seats: dict[int, Appointment] = {}
    if bare:
        held = _seats(actor).filter(user__in=bare).select_related("member").order_by("-pk")
        seats = {one.user_id: one for one in held}
    result = []
    for mail in found:
        told: list[Reminder] = mail.told  # type: ignore[attr-defined]
        seat: Appointment | None = seats.get(mail.recipient_id or 0)
        seat = told[0].seat if told else seat
        member = mail.member or (seat.member if seat else None)
        zone = zone_name(mail.recipient, member) if mail.recipient else "UTC"
        about = tuple(dict.fromkeys(reminder.rule for reminder in told))
        at = mail.sent_at or mail.next_attempt_at
        result.append((Line(at, zone, member, seat, about, mail), mail.pk))
    return result


def _seats(actor: Actor) -> QuerySet[Appointment]:
    """Seats that the reader may know: for reviewers, those at their members."""
    rows = Appointment.objects.visible_to(actor)
    if actor.has_role(Role.ADMINISTRATOR):
        return rows
    return rows.filter(member__in=actor.reviewed_member_ids)
