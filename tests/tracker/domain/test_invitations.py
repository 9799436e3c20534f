"""Invitations: who may offer which seat, and how it is taken, once."""

from __future__ import annotations

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from accounts.actor import SYSTEM, Actor
from accounts.enums import Role
from accounts.models import Appointment, Invitation, Member, User
from accounts.queries import invitation_by_key
from tests import factories
from tracker.domain import invitations
from tracker.domain.errors import Duplicate, IllegalMove, NotAllowed
from tracker.models import Assignment, OutgoingMail

NEW = "zawadi@fin.example"
# A Kelvin sign, a dotless i, a ligature, letters of another alphabet, a space without width.
ALIKE_ADDRESSES = (
    "mi\u212ae@fin.example",
    "m\u0131ke@fin.example",
    "\ufb01@fin.example",
    "z\u0430wadi@fin.example",
    "zawadi\u200b@fin.example",
)
# Two alphabets in a word, a space without width, an override of the direction.
ALIKE_NAMES = ("Z\u0430wadi", "Zawadi\u200b Otieno", "\u202eidawaZ")
FORTNIGHT = dt.timedelta(days=14)


def kenya() -> Member:
    return Member.objects.get(code="KEN")


def offer(actor: Actor, role: str = Role.VIEWER, email: str = NEW, **facts) -> Invitation:
    return invitations.invite(actor, email, role, actor.seat.member, **facts)


def accept_new(invitation: Invitation, **facts) -> User:
    given = {"name": "Zawadi", "language": "fr", "password": factories.PASSWORD, **facts}
    return invitations.accept_as_new(invitation, **given)


def nobody_came(invitation: Invitation) -> bool:
    invitation.refresh_from_db()
    return invitation.accepted_at is None and not User.objects.filter(email=NEW).exists()


@pytest.mark.django_db
def test_invitation_is_stored_lower_case_and_its_mail_holds_no_link(amina: Actor) -> None:
    made = offer(amina, email=" Zawadi@FIN.example ", name=" Zawadi ", language="fr")
    assert (made.email, made.name, made.language) == (NEW, "Zawadi", "fr")
    assert made.invited_by == amina.seat
    assert abs(made.expires_at - timezone.now() - FORTNIGHT) < dt.timedelta(minutes=1)
    mail = OutgoingMail.objects.get(template="invitation")
    assert (mail.to_address, mail.language) == (NEW, "fr")
    assert made.key not in str(mail.facts)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("email", {"email": "nobody"}),
        ("email", {"email": f"{'a' * 250}@b.example"}),
        *(("email", {"email": address}) for address in ALIKE_ADDRESSES),
        ("name", {"name": "a" * 121}),
        ("name", {"name": "a\0"}),
        *(("name", {"name": name}) for name in ALIKE_NAMES),
        ("title", {"title": ALIKE_NAMES[0]}),
        ("title", {"title": "a" * 161}),
        ("language", {"language": "tlh"}),
        ("reviews", {"reviews": ["KEN"]}),
    ],
)
def test_wrong_value_is_named_and_nothing_is_stored(amina, field: str, facts) -> None:
    if "reviews" in facts:
        facts = {"reviews": [kenya()]}
    with pytest.raises(ValidationError) as caught:
        offer(amina, **facts)
    assert set(caught.value.message_dict) == {field}
    assert not Invitation.internal.exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "member"), [("king", "KEN"), (Role.CO_CHAIR, "KEN")])
def test_role_that_is_none_or_belongs_elsewhere_is_refused(role: str, member: str) -> None:
    with pytest.raises(ValidationError) as caught:
        invitations.invite(SYSTEM, NEW, role, kenya())
    assert set(caught.value.message_dict) == {"role"}
    with pytest.raises(ValidationError):
        invitations.invite(SYSTEM, NEW, Role.VIEWER, None)


@pytest.mark.django_db
def test_address_of_another_alphabet_is_kept_as_mail_servers_write_it(amina: Actor) -> None:
    assert offer(amina, email="zawadi@f\u0456n.example").email == "zawadi@xn--fn-hoc.example"
    assert offer(amina, email="zawadi@fin\u200b.example").email == NEW
    names = ("Zawadi Завади", "\u0645\u06cc\u200c\u0631\u0648\u062f", "Ana-María Ñúñez")
    for place, name in enumerate(names):
        assert offer(amina, email=f"{place}{NEW}", name=name).name == name


@pytest.mark.django_db
def test_database_keeps_an_address_in_plain_letters_only() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        User.objects.create(email="z\u0430wadi@fin.example", name="Zawadi")
    assert not User.objects.filter(name="Zawadi").exists()


@pytest.mark.django_db
def test_address_is_invited_to_a_seat_once_at_a_time(amina: Actor) -> None:
    standing = offer(amina)
    with pytest.raises(Duplicate) as caught:
        offer(amina, email=NEW.upper())
    assert caught.value.existing == standing
    assert offer(amina, Role.CONTRIBUTOR).pk != standing.pk


@pytest.mark.django_db
def test_holder_of_the_seat_is_not_invited_to_it(amina: Actor, otieno: Actor) -> None:
    with pytest.raises(Duplicate) as caught:
        offer(amina, email=otieno.user.email)
    assert caught.value.existing == otieno.seat


@pytest.mark.django_db
def test_invitation_that_ran_out_makes_room_for_the_next(amina: Actor) -> None:
    with time_machine.travel(timezone.now() - FORTNIGHT - dt.timedelta(days=1)):
        older = offer(amina)
    newer = offer(amina)
    older.refresh_from_db()
    assert older.withdrawn_at is not None
    assert newer.is_open


@pytest.mark.django_db
def test_new_person_gets_an_account_and_the_offered_seat(amina: Actor) -> None:
    invitation = offer(amina, title="Ministry of Finance")
    person = accept_new(invitation)
    seat = Appointment.objects.get(user=person)
    invitation.refresh_from_db()
    assert (person.email, person.name, person.language) == (NEW, "Zawadi", "fr")
    assert person.check_password(factories.PASSWORD)
    assert (seat.role, seat.member, seat.title) == (Role.VIEWER, kenya(), "Ministry of Finance")
    assert seat.starts_on == timezone.now().date()
    assert (invitation.seat, invitation.accepted_at is not None) == (seat, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "facts"),
    [
        ("name", {"name": " "}),
        ("name", {"name": "a\0"}),
        ("name", {"name": "a" * 121}),
        *(("name", {"name": name}) for name in ALIKE_NAMES),
        ("language", {"language": "tlh"}),
        ("password", {"password": "short"}),
        ("password", {"password": "zawadi@fin.example"}),
    ],
)
def test_wrong_answer_of_a_new_person_stores_nothing(amina, field: str, facts) -> None:
    invitation = offer(amina)
    with pytest.raises(ValidationError) as caught:
        accept_new(invitation, **facts)
    assert set(caught.value.message_dict) == {field}
    assert nobody_came(invitation)


@pytest.mark.django_db
def test_address_with_an_account_is_not_opened_a_second_one(amina: Actor, kari: Actor) -> None:
    invitation = offer(amina, email=kari.user.email)
    with pytest.raises(Duplicate):
        accept_new(invitation)
    invitation.refresh_from_db()
    assert invitation.accepted_at is None
    assert not kari.user.check_password(factories.PASSWORD)


@pytest.mark.django_db
def test_person_with_an_account_takes_a_second_seat(amina: Actor, kari: Actor) -> None:
    seat = invitations.accept(kari, offer(amina, email="KARI@nor.example"))
    assert (seat.user, seat.member, seat.role) == (kari.user, kenya(), Role.VIEWER)


@pytest.mark.django_db
def test_somebody_else_takes_no_seat(amina: Actor, kari: Actor) -> None:
    invitation = offer(amina)
    for actor in (kari, Actor()):
        with pytest.raises(IllegalMove, match="not open to you"):
            invitations.accept(actor, invitation)
    assert nobody_came(invitation)
    assert kari.user.appointments.count() == 1


def _accepted(amina: Actor, invitation: Invitation) -> None:
    accept_new(invitation)


def _withdrawn(amina: Actor, invitation: Invitation) -> None:
    invitations.withdraw(amina, invitation)


def _run_out(amina: Actor, invitation: Invitation) -> None:
    Invitation.internal.filter(pk=invitation.pk).update(expires_at=timezone.now())


@pytest.mark.django_db
@pytest.mark.parametrize("close", [_accepted, _withdrawn, _run_out])
def test_closed_invitation_gives_no_seat(amina: Actor, kari: Actor, close) -> None:
    invitation = offer(amina)
    close(amina, invitation)
    User.objects.filter(email=NEW).update(email="moved@fin.example")
    seats = Appointment.objects.count()
    with pytest.raises(IllegalMove, match="not open to you"):
        accept_new(invitation)
    assert Appointment.objects.count() == seats
    assert not User.objects.filter(email=NEW).exists()


@pytest.mark.django_db
def test_invitation_opens_to_its_last_moment(amina: Actor) -> None:
    invitation = offer(amina)
    with time_machine.travel(invitation.expires_at, tick=False):
        assert not invitation.is_open
    with time_machine.travel(invitation.expires_at - dt.timedelta(seconds=1), tick=False):
        assert accept_new(invitation).appointments.count() == 1


@pytest.mark.django_db
def test_frozen_member_takes_nobody_in(amina: Actor) -> None:
    invitation = offer(amina)
    Member.objects.filter(code="KEN").update(frozen_at=timezone.now(), frozen_reason="Unclear.")
    with pytest.raises(IllegalMove, match="frozen"):
        accept_new(invitation)
    assert nobody_came(invitation)


@pytest.mark.django_db
def test_seat_that_is_held_is_not_taken_twice(amina: Actor, kari: Actor) -> None:
    invitation = offer(amina, email=kari.user.email)
    seat = factories.make_seat(Role.VIEWER, "KEN", kari.user)
    with pytest.raises(IllegalMove, match="already"):
        invitations.accept(kari, invitation)
    Appointment.objects.filter(pk=seat.pk).update(
        starts_on=timezone.now().date(), ended_at=timezone.now(), end_reason="By mistake."
    )
    with pytest.raises(IllegalMove, match="tomorrow"):
        invitations.accept(kari, invitation)
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        assert invitations.accept(kari, invitation).is_current()


@pytest.mark.django_db
def test_sending_again_kills_the_older_link(amina: Actor) -> None:
    invitation = offer(amina)
    older = invitation.key
    again = invitations.send_again(amina, invitation)
    assert invitation_by_key(older) is None
    assert invitation_by_key(again.key) == invitation
    assert OutgoingMail.objects.filter(template="invitation").count() == 2


@pytest.mark.django_db
def test_sending_again_opens_one_that_ran_out(amina: Actor) -> None:
    invitation = offer(amina)
    _run_out(amina, invitation)
    assert invitations.send_again(amina, invitation).is_open


@pytest.mark.django_db
@pytest.mark.parametrize("close", [_accepted, _withdrawn])
@pytest.mark.parametrize("verb", [invitations.send_again, invitations.withdraw])
def test_settled_invitation_is_neither_sent_again_nor_withdrawn(amina, close, verb) -> None:
    invitation = offer(amina)
    close(amina, invitation)
    invitation.refresh_from_db()
    before = (invitation.nonce, invitation.withdrawn_at, invitation.expires_at)
    with pytest.raises(IllegalMove, match="already"):
        verb(amina, invitation)
    invitation.refresh_from_db()
    assert (invitation.nonce, invitation.withdrawn_at, invitation.expires_at) == before


@pytest.mark.django_db
def test_stranger_changes_no_invitation(amina: Actor, kari: Actor, otieno: Actor) -> None:
    invitation = offer(amina)
    for actor in (kari, otieno):
        for verb in (invitations.send_again, invitations.withdraw):
            with pytest.raises(NotAllowed):
                verb(actor, invitation)
    kept = Invitation.internal.get(pk=invitation.pk)
    assert (kept.nonce, kept.withdrawn_at) == (invitation.nonce, None)


@pytest.mark.django_db
def test_what_was_asked_of_the_invited_goes_to_their_seat_or_to_nobody(amina: Actor) -> None:
    report = factories.make_report("KEN")
    asked = {}
    for email in (NEW, "other@fin.example"):
        invitation = offer(amina, Role.CONTRIBUTOR, email)
        asked[email] = Assignment.internal.create(
            member=report.member,
            invitation=invitation,
            entry=factories.entry_of(report),
            due_on=report.due_on,
        )
        if email == NEW:
            accept_new(invitation)
        else:
            invitations.withdraw(amina, invitation)
    kept = Assignment.internal.get()
    assert kept == asked[NEW]
    assert (kept.appointment.user.email, kept.invitation) == (NEW, None)


@pytest.mark.django_db
def test_reviewer_comes_with_the_members_that_were_named() -> None:
    invitation = invitations.invite(SYSTEM, NEW, Role.REVIEWER, None, reviews=[kenya()])
    person = accept_new(invitation)
    assert [m.code for m in person.appointments.get().assigned_members.all()] == ["KEN"]


@pytest.mark.django_db
def test_invitation_of_a_hand_over_is_taken_back_only_as_a_whole(amina: Actor) -> None:
    made = factories.hand_over(amina.seat)
    with pytest.raises(IllegalMove, match="hand-over"):
        invitations.withdraw(amina, made.invitation)
    made.invitation.refresh_from_db()
    assert made.invitation.withdrawn_at is None


@pytest.mark.django_db(transaction=True)
def test_two_clicks_at_once_give_one_account_and_one_seat(amina: Actor) -> None:
    invitation = offer(amina)

    def click(_n: int) -> str:
        try:
            accept_new(Invitation.internal.get(pk=invitation.pk))
        except (Duplicate, IllegalMove) as error:
            return type(error).__name__
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(click, range(4)))
    assert answers.count("accepted") == 1
    assert Appointment.objects.filter(user__email=NEW).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_seats_accepted_at_once_open_one_account(amina: Actor) -> None:
    offered = [offer(amina), offer(amina, Role.CONTRIBUTOR)]

    def click(invitation: Invitation) -> str:
        try:
            accept_new(invitation)
        except Duplicate as error:
            return type(error).__name__
        finally:
            connection.close()
        return "accepted"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(click, offered))
    assert answers == ["Duplicate", "accepted"]
    assert Appointment.objects.filter(user__email=NEW).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_offers_at_once_make_one_invitation(amina: Actor) -> None:
    def click(_n: int) -> str:
        try:
            offer(amina)
        except Duplicate as error:
            return type(error).__name__
        finally:
            connection.close()
        return "invited"

    with ThreadPoolExecutor(4) as pool:
        answers = sorted(pool.map(click, range(4)))
    assert answers == ["Duplicate"] * 3 + ["invited"]
    assert OutgoingMail.objects.filter(template="invitation").count() == 1
