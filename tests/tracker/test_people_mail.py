"""Mails about seats: to whom, in which language, and that nothing confidential stands in them."""

from __future__ import annotations

import pytest
from django.utils import timezone

from accounts.actor import SYSTEM, Actor
from accounts.enums import Role
from accounts.models import Invitation, Member, User
from tests import factories
from tracker.domain import handing_over, invitations, seats
from tracker.emails import compose, is_needed
from tracker.models import OutgoingMail

pytestmark = pytest.mark.django_db
NEW = "zawadi@fin.example"


def mail(template: str) -> OutgoingMail:
    return OutgoingMail.objects.get(template=template)


def written(row: OutgoingMail) -> tuple[str, str]:
    message = compose(row, (), timezone.now())
    return str(message.subject), str(message.body)


def offer(actor: Actor, role: str = Role.VIEWER, **facts) -> Invitation:
    return invitations.invite(actor, NEW, role, actor.seat.member, **facts)


def accept(invitation: Invitation) -> User:
    return invitations.accept_as_new(
        invitation, name="Zawadi", language="en", password=factories.PASSWORD
    )


def told() -> set[str]:
    rows = OutgoingMail.objects.filter(template="invitation_accepted")
    return set(rows.values_list("recipient__email", flat=True))


def test_invitation_says_which_seat_by_whom_and_carries_the_link(amina: Actor) -> None:
    made = offer(amina, name="Zawadi")
    subject, body = written(mail("invitation"))
    assert subject.startswith("Kenya: the seat “Viewer” is offered to you, until ")
    assert f"/en/invite/{made.key}/" in body
    assert "The seat is offered by: Focal point, Kenya." in body
    assert "Amina" not in body


def test_invitation_by_the_secretariat_says_so(amina: Actor) -> None:
    invitations.invite(SYSTEM, NEW, Role.CO_CHAIR, None)
    subject, body = written(mail("invitation"))
    assert subject.startswith("The Network: the seat “Co-chair”")
    assert "offered by the secretariat of the Network" in body


def test_invitation_that_is_closed_or_sent_again_is_not_mailed(amina: Actor) -> None:
    made = offer(amina)
    first = mail("invitation")
    assert is_needed(first)
    invitations.send_again(amina, made)
    assert not is_needed(first)
    second = OutgoingMail.objects.exclude(pk=first.pk).get()
    assert is_needed(second)
    invitations.withdraw(amina, made)
    assert not is_needed(second)


def test_ended_seat_is_told_without_the_reason(amina: Actor, otieno: Actor) -> None:
    seats.end(amina, otieno.seat, "He talked to the press.")
    row = mail("seat_ended")
    subject, body = written(row)
    assert subject == "Your seat “Viewer, Kenya” was ended"
    assert row.recipient == otieno.user
    assert "press" not in body


def test_hand_over_is_confirmed_with_its_dates_and_how_to_take_it_back(amina: Actor) -> None:
    made = handing_over.hand_over(
        amina, email=NEW, last_day=timezone.now().date(), note="Between us.", language="fr"
    )
    row = mail("handed_over")
    subject, body = written(row)
    assert subject.startswith("Kenya: you hand over the seat “Focal point” on ")
    assert "you can take it back" in body
    assert "/en/team/" in body
    assert "Between us." not in body
    assert row.recipient == amina.user
    handing_over.take_back(amina, made)
    assert not is_needed(row)


def test_accepted_invitation_is_told_to_who_invited_and_the_other_leading_seat(
    amina: Actor, kari: Actor, otieno: Actor
) -> None:
    deputy = factories.make_seat(Role.DEPUTY, "KEN")
    accept(offer(amina))
    assert told() == {amina.user.email, deputy.user.email}
    subject, body = written(
        OutgoingMail.objects.get(template="invitation_accepted", recipient=amina.user)
    )
    assert subject == "Kenya: the seat “Viewer” was taken up"
    assert "/en/team/" in body
    assert "Zawadi" not in body


def test_accepted_monitor_is_told_to_the_inviting_seat_alone(amina: Actor) -> None:
    factories.make_seat(Role.DEPUTY, "KEN")
    accept(offer(amina, Role.CIVIL_SOCIETY_MONITOR))
    assert told() == {amina.user.email}


def test_secretariat_that_invited_is_told_and_the_member_is_not(amina: Actor) -> None:
    reviewer = factories.reviewer("KEN")
    made = invitations.invite(
        reviewer, NEW, Role.CIVIL_SOCIETY_MONITOR, Member.objects.get(code="KEN")
    )
    accept(made)
    assert told() == {reviewer.user.email}
    assert "/en/manage/members/KEN/" in written(mail("invitation_accepted"))[1]


def test_ended_seat_that_invited_is_told_nothing(amina: Actor) -> None:
    made = offer(amina)
    seats.end(factories.reviewer("KEN"), amina.seat, "Left.")
    accept(made)
    assert told() == set()


def test_mails_about_seats_speak_the_readers_language(amina: Actor, otieno: Actor) -> None:
    User.objects.filter(pk=otieno.user.pk).update(language="ar")
    seats.end(amina, otieno.seat, "Left.")
    message = compose(mail("seat_ended"), (), timezone.now())
    assert 'dir="rtl"' in str(message.alternatives[0][0])
