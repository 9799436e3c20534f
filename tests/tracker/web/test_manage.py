"""The secretariat's pages: its members, their people, freezing, and the seats of the Network."""

from __future__ import annotations

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Invitation, Member
from tests import factories
from tests.tracker.web.pages import as_person, text
from tracker.enums import ReportState

pytestmark = pytest.mark.django_db
MANAGE, KENYA, PEOPLE = "/en/manage/", "/en/manage/members/KEN/", "/en/manage/people/"


@pytest.fixture
def administrator(db: None) -> Actor:
    return factories.actor(
        factories.make_seat(Role.ADMINISTRATOR, None, factories.make_user(name="Ada"))
    )


def rows(client, query: str = "") -> list[str]:
    return [line.member.code for line in client.get(f"{MANAGE}{query}").context["lines"]]


def test_reviewer_sees_assigned_members_only_and_administrators_all(administrator: Actor) -> None:
    client = as_person(factories.reviewer("KEN", "MDA"))
    assert rows(client) == ["KEN", "MDA"]
    assert client.get("/en/manage/members/NOR/").status_code == 404
    assert len(rows(as_person(administrator))) == Member.objects.count()


def test_reviewer_without_members_is_told_who_assigns_them() -> None:
    reviewer = factories.actor(factories.make_seat(Role.REVIEWER))
    assert "An administrator assigns them" in text(as_person(reviewer).get(MANAGE))


def test_filters_stand_in_the_address(administrator: Actor, amina: Actor) -> None:
    Member.objects.filter(code="NOR").update(frozen_at=timezone.now(), frozen_reason="Unclear.")
    client = as_person(administrator)
    assert rows(client, "?frozen=yes") == ["NOR"]
    assert "NOR" not in rows(client, "?frozen=no")
    assert rows(client, "?vacated=no") == ["KEN"]
    assert "KEN" not in rows(client, "?vacated=yes")
    assert rows(client, "?search=keny") == ["KEN"]
    assert rows(client, "?search=ken") == ["KEN"]
    assert rows(client, "?search=كينيا") == ["KEN"]
    assert rows(client, "?regional_group=african&search=ken&kind=state") == ["KEN"]
    assert rows(client, "?kind=regional_organization&search=ken") == []
    assert "No member matches." in text(client.get(f"{MANAGE}?search=atlantis"))


def test_overview_names_who_holds_the_seat_and_when_they_were_seen(
    administrator: Actor, amina: Actor
) -> None:
    moment = dt.datetime(2026, 3, 5, 12, tzinfo=dt.UTC)
    amina.user.last_login = moment
    amina.user.save()
    factories.invite(amina.seat, role=Role.DEPUTY)
    (line,) = as_person(administrator).get(f"{MANAGE}?search=kenya").context["lines"]
    assert [seat.user.name for seat in line.focal_points] == ["Amina"]
    assert (line.seen_at, len(line.invitations)) == (moment, 1)


@pytest.mark.parametrize("number", [1, 6])
def test_overview_asks_a_fixed_number_of_questions(
    administrator: Actor, number: int, django_assert_num_queries
) -> None:
    for code in ("KEN", "NOR", "MDA", "FRA", "DEU", "JPN")[:number]:
        factories.make_seat(Role.FOCAL_POINT, code)
        factories.invite(factories.make_seat(Role.DEPUTY, code), role=Role.DEPUTY)
    client = as_person(administrator)
    client.get(MANAGE)
    with django_assert_num_queries(7):
        client.get(MANAGE)


def test_member_page_shows_monitors_and_former_holders_without_their_names(amina: Actor) -> None:
    factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN", factories.make_user(name="Neema"))
    factories.invite(amina.seat, role=Role.CIVIL_SOCIETY_MONITOR, email="second@cso.example")
    gone = factories.make_seat(Role.FOCAL_POINT, "KEN", factories.make_user(name="Wambui"))
    Appointment.objects.filter(pk=gone.pk).update(ended_at=timezone.now(), end_reason="NV 12.")
    page = text(as_person(factories.reviewer("KEN")).get(KENYA))
    for words in ("Amina", "Neema", "second@cso.example", "Focal point (former)", "NV 12."):
        assert words in page, words
    assert "Wambui" not in page


def test_vacant_seat_offers_to_invite_a_focal_point() -> None:
    page = text(as_person(factories.reviewer("KEN")).get(KENYA))
    assert "The seat of the focal point is vacant" in page
    assert f"{KENYA}invite/?role=focal_point" in page


def test_member_page_says_who_follows_and_not_what_was_written(amina: Actor) -> None:
    made = factories.hand_over(amina.seat, note="Between the two of us.")
    page = text(as_person(factories.reviewer("KEN")).get(KENYA))
    assert made.invitation.email in page
    assert "Between the two of us." not in page


def test_secretariat_invites_a_focal_point(administrator: Actor) -> None:
    said = {"role": Role.FOCAL_POINT, "email": "new@ken.example", "language": "fr"}
    assert as_person(administrator).post(f"{KENYA}invite/", said)["Location"] == KENYA
    made = Invitation.internal.get()
    assert (made.role, made.member.code, made.language) == (Role.FOCAL_POINT, "KEN", "fr")


def test_vanished_focal_point_is_replaced(amina: Actor) -> None:
    client = as_person(factories.reviewer("KEN"))
    url = reverse("tracker:seat-replace", args=["KEN", amina.seat.public_id])
    said = {"reason": "No answer since May.", "document": "NV 12", "email": "next@ken.example"}
    response = client.post(url, {**said, "document": "", "language": "en"})
    assert (response.status_code, Invitation.internal.exists()) == (400, False)
    assert "No answer since May." in text(response)
    assert client.post(url, {**said, "language": "en"})["Location"] == KENYA
    assert Appointment.objects.get(pk=amina.seat.pk).end_reason == "No answer since May. (NV 12)"
    assert Invitation.internal.get().replaces == amina.seat
    assert client.get(url).status_code == 404


def test_seat_is_replaced_at_its_own_member_only(amina: Actor, administrator: Actor) -> None:
    url = reverse("tracker:seat-replace", args=["NOR", amina.seat.public_id])
    assert as_person(administrator).get(url).status_code == 404


def test_secretariat_comes_back_to_the_member_after_ending_a_seat(otieno: Actor) -> None:
    url = reverse("tracker:seat-end", args=[otieno.seat.public_id])
    response = as_person(factories.reviewer("KEN")).post(url, {"reason": "Left."})
    assert response["Location"] == KENYA


def test_member_is_frozen_with_what_it_published_and_let_go(amina: Actor) -> None:
    report = factories.published(factories.make_report("KEN"))
    client, url = as_person(factories.reviewer("KEN")), f"{KENYA}freeze/"
    assert "What is published stays (2026)" in text(client.get(url))
    assert client.post(url, {"reason": "", "then": "freeze"}).status_code == 400
    client.post(url, {"reason": "Unclear.", "then": "freeze", "unpublish": "on"})
    report.refresh_from_db()
    assert report.state == ReportState.WITHDRAWN
    assert "Unclear." in text(client.get(KENYA))
    # A page that was open before the freeze freezes nothing a second time.
    assert client.post(url, {"reason": "Again.", "then": "freeze"}).status_code == 409
    assert Member.objects.get(code="KEN").frozen_reason == "Unclear."
    client.post(url, {"reason": "Named anew.", "then": "unfreeze"})
    assert Member.objects.get(code="KEN").frozen_at is None


# --- the seats of the Network ---------------------------------------------------------------------


def test_administrator_sees_the_seats_of_the_network(administrator: Actor) -> None:
    factories.make_seat(Role.REVIEWER, None, factories.make_user(name="Rita"), reviews=("KEN",))
    page = text(as_person(administrator).get(PEOPLE))
    assert "Rita" in page
    assert f"{Member.objects.count() - 1} members have no reviewer" in page


def test_administrator_invites_a_reviewer_with_members(administrator: Actor) -> None:
    said = {"role": Role.REVIEWER, "email": "rita@sec.example", "language": "en"}
    client = as_person(administrator)
    client.post(f"{PEOPLE}invite/", {**said, "reviews": ["KEN", "NOR"]})
    made = Invitation.internal.get()
    assert sorted(m.code for m in made.assigned_members.all()) == ["KEN", "NOR"]
    wrong = {**said, "role": Role.CO_CHAIR, "email": "cora@net.example", "reviews": ["KEN"]}
    assert client.post(f"{PEOPLE}invite/", wrong).status_code == 400
    assert Invitation.internal.count() == 1


def test_administrator_changes_a_reviewers_members(administrator: Actor, amina: Actor) -> None:
    reviewer = factories.reviewer("KEN")
    url = reverse("tracker:manage-reviewed", args=[reviewer.seat.public_id])
    client = as_person(administrator)
    assert 'value="KEN"' in text(client.get(url))
    assert client.post(url, {"members": ["NOR", "MDA"]})["Location"] == PEOPLE
    assert rows(as_person(reviewer)) == ["NOR", "MDA"]
    assert client.post(url, {"members": ["XXX"]}).status_code == 400
    other = reverse("tracker:manage-reviewed", args=[amina.seat.public_id])
    assert client.get(other).status_code == 404
