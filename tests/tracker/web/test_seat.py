"""Switching seats: rights never add up, and only one's own seats are taken."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import as_person, text

pytestmark = pytest.mark.django_db
SEAT = "/en/seat/"


def test_person_with_two_members_works_at_the_chosen_one(amina: Actor) -> None:
    factories.make_report("KEN")
    factories.make_report("NOR")
    second = factories.make_seat(Role.FOCAL_POINT, "NOR", amina.user)
    client = as_person(amina)
    assert client.get("/en/work/").context["report"].member.code == "KEN"
    response = client.post(SEAT, {"seat": str(second.public_id)})
    assert response["Location"] == reverse("tracker:work")
    assert client.get("/en/work/").context["report"].member.code == "NOR"


def test_seat_of_somebody_else_is_not_taken(amina: Actor, kari: Actor) -> None:
    factories.make_report("KEN")
    client = as_person(amina)
    client.post(SEAT, {"seat": str(kari.seat.public_id)})
    assert client.get("/en/work/").context["report"].member.code == "KEN"


def test_switch_needs_a_post(amina: Actor) -> None:
    assert as_person(amina).get(SEAT).status_code == 405


def test_switch_goes_back_to_a_page_of_ours_only(amina: Actor) -> None:
    client = as_person(amina)
    said = {"seat": str(amina.seat.public_id)}
    assert client.post(SEAT, {**said, "next": "/en/matrix/"})["Location"] == "/en/matrix/"
    there = client.post(SEAT, {**said, "next": "https://elsewhere.example/"})["Location"]
    assert there == reverse("tracker:work")


def test_menu_offers_the_other_seat(amina: Actor) -> None:
    factories.make_seat(Role.VIEWER, "NOR", amina.user)
    factories.make_report("KEN")
    page = text(as_person(amina).get("/en/work/"))
    assert "Switch to:" in page
    assert "Norway" in page
