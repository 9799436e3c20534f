"""The team: who holds the seats, who is invited, and what each leading seat may do about it."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, HandOver, Invitation, Member
from tests import factories
from tests.tracker.web.pages import as_person, text
from tracker.models import Assignment, OutgoingMail

pytestmark = pytest.mark.django_db
TEAM, INVITE, OVER = "/en/team/", "/en/team/invite/", "/en/team/hand-over/"
NEXT = {"email": "next@ken.example", "name": "Wanjiru", "language": "fr", "note": "Call them."}


def deputy() -> Actor:
    user = factories.make_user(name="Baraka")
    return factories.actor(factories.make_seat(Role.DEPUTY, "KEN", user))


def invite(client, role: str = Role.VIEWER, email: str = "new@fin.example"):
    return client.post(INVITE, {"role": role, "email": email, "language": "en"})


def test_team_shows_its_people_and_no_stranger(amina: Actor, otieno: Actor, kari: Actor) -> None:
    page = text(as_person(amina).get(TEAM))
    assert "Otieno" in page
    assert "Kari" not in page


def test_who_is_alone_is_asked_to_name_a_deputy(amina: Actor, otieno: Actor) -> None:
    client = as_person(amina)
    assert "You are the only one" not in text(client.get(TEAM))
    Appointment.objects.filter(pk=otieno.seat.pk).update(
        ended_at=timezone.now(), end_reason="Left."
    )
    page = text(client.get(TEAM))
    assert "You are the only one: name a deputy" in page
    assert "Otieno" not in page
    assert f"{INVITE}?role=deputy" in page
    assert 'value="deputy" required checked' in " ".join(
        text(client.get(f"{INVITE}?role=deputy")).split()
    ) or "checked" in text(client.get(f"{INVITE}?role=deputy"))


def test_monitor_is_seen_by_the_seat_that_invited_and_no_other(amina: Actor) -> None:
    monitor = factories.make_seat(
        Role.CIVIL_SOCIETY_MONITOR, "KEN", factories.make_user(name="Neema")
    )
    other = factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN", factories.make_user(name="Zuri"))
    factories.invite(amina.seat, role=Role.CIVIL_SOCIETY_MONITOR, email="third@cso.example")
    invitation = factories.invite(amina.seat, role=Role.CIVIL_SOCIETY_MONITOR)
    Invitation.internal.filter(pk=invitation.pk).update(accepted_at=timezone.now(), seat=monitor)
    mine, others = text(as_person(amina).get(TEAM)), text(as_person(deputy()).get(TEAM))
    assert [name in mine for name in ("Neema", "third@cso.example", "Zuri")] == [True, True, False]
    assert not [name for name in ("Neema", "third@cso.example", "Zuri") if name in others]
    end = reverse("tracker:seat-end", args=[other.public_id])
    assert as_person(amina).get(end).status_code == 404


def test_invitation_is_sent_and_listed(amina: Actor) -> None:
    client = as_person(amina)
    assert invite(client)["Location"] == TEAM
    made = Invitation.internal.get()
    assert (made.email, made.role, made.member.code) == ("new@fin.example", Role.VIEWER, "KEN")
    assert "new@fin.example" in text(client.get(TEAM))


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.ADMINISTRATOR, Role.REVIEWER, "", "king"])
def test_role_that_is_not_offered_is_not_invited(amina: Actor, role: str) -> None:
    response = invite(as_person(amina), role)
    assert response.status_code == 400
    assert not Invitation.internal.exists()


def test_second_invitation_to_an_address_is_refused_at_the_field(amina: Actor) -> None:
    client = as_person(amina)
    invite(client)
    response = invite(client)
    assert response.status_code == 400
    assert "is invited to this seat already" in text(response)
    assert 'value="new@fin.example"' in text(response)
    assert Invitation.internal.count() == 1


def test_invitation_is_sent_again_and_withdrawn(amina: Actor) -> None:
    client = as_person(amina)
    invite(client)
    made = Invitation.internal.get()
    url = reverse("tracker:invitation-change", args=[made.public_id])
    client.post(url, {"then": "send"})
    assert Invitation.internal.get().nonce != made.nonce
    assert client.post(url, {"then": "dance"}).status_code == 409
    client.post(url, {"then": "withdraw"})
    assert Invitation.internal.get().withdrawn_at is not None
    assert client.post(url, {"then": "send"}).status_code == 409
    assert "new@fin.example" not in text(client.get(TEAM)).split("</h1>")[1]


def test_stranger_finds_no_invitation(amina: Actor, kari: Actor) -> None:
    made = factories.invite(amina.seat)
    url = reverse("tracker:invitation-change", args=[made.public_id])
    assert as_person(kari).post(url, {"then": "withdraw"}).status_code == 404
    assert Invitation.internal.get().withdrawn_at is None


def test_seat_is_ended_after_a_reason(amina: Actor, otieno: Actor) -> None:
    client = as_person(amina)
    url = reverse("tracker:seat-end", args=[otieno.seat.public_id])
    assert "Otieno" in text(client.get(url))
    response = client.post(url, {"reason": ""})
    assert (response.status_code, "Say why" in text(response)) == (400, True)
    assert Appointment.objects.get(pk=otieno.seat.pk).ended_at is None
    assert client.post(url, {"reason": "Left."})["Location"] == TEAM
    assert Appointment.objects.get(pk=otieno.seat.pk).end_reason == "Left."
    assert client.get(url).status_code == 404
    assert as_person(otieno).get(TEAM).status_code == 403


def test_own_seat_is_not_ended(amina: Actor) -> None:
    url = reverse("tracker:seat-end", args=[amina.seat.public_id])
    assert as_person(amina).post(url, {"reason": "Bye."}).status_code == 403


def test_submission_is_delegated_and_taken_back(amina: Actor) -> None:
    client, seat = as_person(amina), deputy().seat
    url = reverse("tracker:seat-delegate", args=[seat.public_id])
    client.post(url, {**factories.day_boxes("since", 0), **factories.day_boxes("until", 5)})
    seat.refresh_from_db()
    assert seat.is_delegated(timezone.now().date())
    assert "Submits" in text(client.get(TEAM))
    wrong = {**factories.day_boxes("since", 5), **factories.day_boxes("until", 4)}
    assert client.post(url, wrong).status_code == 400
    client.post(url, {"then": "stop"})
    seat.refresh_from_db()
    assert (seat.delegated_from, seat.delegated_until) == (None, None)


# --- handing over ---------------------------------------------------------------------------------


def test_hand_over_is_checked_before_it_is_sent(amina: Actor) -> None:
    client = as_person(amina)
    said = {**NEXT, **factories.day_boxes("last_day", 10)}
    page = text(client.post(OVER, {**said, "then": "check"}))
    assert "Check the hand-over" in page
    assert "Call them." in page
    assert not HandOver.internal.exists()
    changed = client.post(OVER, {**said, "then": "change"})
    assert (changed.status_code, 'value="Wanjiru"' in text(changed)) == (200, True)
    assert client.post(OVER, {**said, "then": "send"})["Location"] == TEAM
    made = HandOver.internal.get()
    assert (made.note, made.invitation.email) == ("Call them.", "next@ken.example")
    page = text(client.get(TEAM))
    assert "next@ken.example" in page
    assert "Take back" in page
    assert f'href="{OVER}"' not in page


def test_wrong_hand_over_comes_back_with_what_was_typed(amina: Actor) -> None:
    said = {**NEXT, **factories.day_boxes("last_day", -3), "then": "check"}
    response = as_person(amina).post(OVER, said)
    assert response.status_code == 400
    assert "Write a day from today" in text(response)
    assert "Call them." in text(response)
    own = {**said, **factories.day_boxes("last_day", 3), "email": amina.user.email}
    assert "holds this seat already" in text(as_person(amina).post(OVER, own))
    assert not HandOver.internal.exists()


def test_hand_over_is_taken_back(amina: Actor) -> None:
    made = factories.hand_over(amina.seat)
    url = reverse("tracker:take-back", args=[made.public_id])
    assert as_person(amina).post(url)["Location"] == TEAM
    assert Appointment.objects.get(pk=amina.seat.pk).read_only_from is None
    assert as_person(amina).post(url).status_code == 409


def successor_of(amina: Actor, **facts) -> tuple[HandOver, Actor]:
    made = factories.hand_over(amina.seat, note="Call the ministry.", **facts)
    user = factories.make_user(name="Wanjiru")
    seat = factories.make_seat(Role.FOCAL_POINT, "KEN", user, starts_on=timezone.now().date())
    Invitation.internal.filter(pk=made.invitation.pk).update(accepted_at=timezone.now(), seat=seat)
    return made, factories.actor(seat)


def test_note_shows_the_words_and_what_is_open(amina: Actor, kari: Actor) -> None:
    made, successor = successor_of(amina)
    report = factories.make_report("KEN")
    factories.make_report("KEN", factories.make_cycle("2025", dt.date(2025, 5, 20)))
    draft = factories.answer(report, "2022-08", is_ready=False)
    contributor = factories.make_seat(
        Role.CONTRIBUTOR, "KEN", factories.make_user(name="Zawadi"), title="Treasury"
    )
    Assignment.internal.create(
        member=report.member, appointment=contributor, entry=draft, due_on=report.due_on
    )
    url = reverse("tracker:hand-over-note", args=[made.public_id])
    page = text(as_person(successor).get(url))
    for words in ("Call the ministry.", "2022-08", "Zawadi", "Treasury", "Report 2025"):
        assert words in page, words
    assert as_person(kari).get(url).status_code == 404
    assert as_person(factories.otieno()).get(url).status_code == 404


def test_my_work_leads_a_new_successor_to_the_note(amina: Actor) -> None:
    made, successor = successor_of(amina)
    url = reverse("tracker:hand-over-note", args=[made.public_id])
    assert url in text(as_person(successor).get("/en/work/"))
    factories.make_report("KEN")
    assert url in text(as_person(successor).get("/en/work/"))
    old = timezone.now().date() - dt.timedelta(days=31)
    Appointment.objects.filter(pk=successor.seat.pk).update(starts_on=old)
    assert url not in text(as_person(successor).get("/en/work/"))


def test_taken_back_note_is_gone(amina: Actor) -> None:
    made = factories.hand_over(amina.seat, taken_back_at=timezone.now())
    url = reverse("tracker:hand-over-note", args=[made.public_id])
    assert as_person(amina).get(url).status_code == 404


# --- seats that only read, members that are frozen ------------------------------------------------


def test_reading_seat_is_told_so_and_offered_no_button(amina: Actor) -> None:
    factories.make_report("KEN")
    yesterday = timezone.now().date() - dt.timedelta(days=1)
    factories.hand_over(amina.seat, last_day=yesterday)
    client = as_person(amina)
    for url in ("/en/work/", "/en/report/2026/", "/en/report/2026/2022-08/", TEAM):
        assert "This seat was handed over on" in text(client.get(url)), url
    assert "This seat was handed over on" not in text(client.get("/en/members/KEN/"))
    assert "Three steps to your report" not in text(client.get("/en/work/"))
    team = text(client.get(TEAM))
    assert INVITE not in team
    assert OVER not in team.replace(f"{OVER}{HandOver.internal.get().public_id}", "")
    for url in (INVITE, OVER):
        assert client.get(url).status_code == 403
    refused = client.post("/en/report/2026/2022-08/", {"version": 1, "narrative": "Too late."})
    assert refused.status_code == 403
    assert "writes nothing" in text(refused)


def test_frozen_member_is_told_by_whom_and_not_why(amina: Actor) -> None:
    factories.make_report("KEN")
    Member.objects.filter(code="KEN").update(frozen_at=timezone.now(), frozen_reason="A secret.")
    client = as_person(amina)
    before = text(client.get("/en/members/KEN/"))
    for url in ("/en/work/", "/en/report/2026/", "/en/report/2026/check/", TEAM, "/en/inbox/"):
        page = text(client.get(url))
        assert "frozen by the secretariat" in page, url
        assert "A secret." not in page, url
    assert "frozen" not in before
    assert client.get(INVITE).status_code == 403
    assert not OutgoingMail.objects.exists()
