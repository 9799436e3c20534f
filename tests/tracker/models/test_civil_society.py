"""A civil-society view belongs to its author and opens to whom the author chose, never to who takes
a seat over."""

from __future__ import annotations

import pytest

from accounts.actor import PUBLIC, Actor
from accounts.enums import NETWORK_ROLES, Role
from accounts.models import Member
from recommendations.models import Recommendation
from tests import factories
from tracker.enums import Audience
from tracker.models import CivilSocietyView

pytestmark = pytest.mark.django_db

# Who reads a view by its audience, beside its author and Kenya's reviewer.
READERS = {
    Audience.SECRETARIAT: set(),
    Audience.MEMBER: {Role.FOCAL_POINT, Role.DEPUTY},
    Audience.NETWORK: set(Role),
    Audience.PUBLIC: {*Role, "public"},
}


@pytest.fixture
def author(db) -> Actor:
    return factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN"))


def a_view(author: Actor, audience: str) -> CivilSocietyView:
    return CivilSocietyView.internal.create(
        member=author.seat.member,
        cycle=factories.make_cycle(),
        recommendation=Recommendation.objects.get(code="2023-05"),
        author=author.seat,
        view="differs",
        text="The centres closed.",
        audience=audience,
    )


def sees(actor: Actor) -> bool:
    return CivilSocietyView.objects.visible_to(actor).exists()


@pytest.mark.parametrize("audience", list(Audience))
def test_view_opens_to_whom_its_author_chose(author, audience):
    readers = {
        role: factories.actor(factories.make_seat(role, None if role in NETWORK_ROLES else "KEN"))
        for role in Role
    }
    a_view(author, audience)
    found = {"public"} if sees(PUBLIC) else set()
    found |= {role for role, reader in readers.items() if sees(reader)}
    assert found == READERS[audience]
    assert sees(author)
    assert sees(factories.reviewer("KEN"))
    assert sees(factories.reviewer("NOR")) == (audience in (Audience.NETWORK, Audience.PUBLIC))


def test_next_holder_of_the_seat_inherits_no_view(author, amina):
    a_view(author, Audience.MEMBER)
    successor = factories.actor(factories.make_seat(Role.FOCAL_POINT, "KEN"))
    assert sees(amina)
    assert not sees(successor)


def test_other_members_officials_see_nothing_of_it(author, kari):
    a_view(author, Audience.MEMBER)
    assert not sees(kari)


def test_freezing_a_member_leaves_the_view_with_its_author_and_the_secretariat(author):
    from tracker.domain import seats

    a_view(author, Audience.SECRETARIAT)
    reviewer = factories.reviewer("KEN")
    seats.freeze(reviewer, Member.objects.get(code="KEN"), "A change of government.")
    newcomer = factories.actor(factories.make_seat(Role.FOCAL_POINT, "KEN"))
    assert CivilSocietyView.internal.count() == 1
    assert sees(author)
    assert sees(reviewer)
    assert not sees(newcomer)


def test_history_keeps_no_word_of_it(author):
    view = a_view(author, Audience.SECRETARIAT)
    event = view.events.get()
    assert not {"text", "view"} & {field.name for field in event._meta.get_fields()}
