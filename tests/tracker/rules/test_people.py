"""Who may invite, hand over, replace and end seats, and freeze: a case for each line of them."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils import timezone

from accounts.actor import PUBLIC, SYSTEM, Actor
from accounts.enums import NETWORK_ROLES, Role, TokenScope
from accounts.models import Appointment, Member
from tests import factories
from tracker import rules
from tracker.rules.people import TEAM_INVITES

pytestmark = pytest.mark.django_db

MEMBER_ROLES = [role for role in Role if role not in NETWORK_ROLES]
NOT_LEADING = [role for role in Role if role not in (Role.FOCAL_POINT, Role.DEPUTY)]
NOT_SECRETARIAT = [role for role in Role if role not in (Role.REVIEWER, Role.ADMINISTRATOR)]


def at(role: str, member: str = "KEN", **facts) -> Actor:
    """Somebody in a role: of a member, or of the Network, a reviewer of that member."""
    network = role in NETWORK_ROLES
    reviews = (member,) if role == Role.REVIEWER else ()
    seat = factories.make_seat(role, None if network else member, reviews=reviews, **facts)
    return factories.actor(seat)


def kenya() -> Member:
    return Member.objects.get(code="KEN")


def frozen() -> Member:
    facts = {"frozen_at": timezone.now(), "frozen_reason": "Unclear."}
    Member.objects.filter(code="KEN").update(**facts)
    return kenya()


def reading_only(actor: Actor) -> Actor:
    """The same seat, handed over until yesterday."""
    today = timezone.now().date()
    Appointment.objects.filter(pk=actor.seat.pk).update(
        read_only_from=today, ends_on=today + dt.timedelta(days=29)
    )
    return factories.actor(
        Appointment.objects.select_related("member", "user").get(pk=actor.seat.pk)
    )


def by_a_reading_key(actor: Actor) -> Actor:
    return factories.actor(actor.seat, scope=TokenScope.READ)


def seat(role: str, member: str | None = "KEN", **facts) -> Appointment:
    return factories.make_seat(role, None if role in NETWORK_ROLES else member, **facts)


# --- the ceiling ----------------------------------------------------------------------------------


def questions(actor: Actor) -> dict[str, object]:
    """Every rule about people, asked so that only the ceiling can say no."""
    invitation = factories.invite(actor.seat, member=kenya())
    hand_over = factories.hand_over(seat(Role.DEPUTY))
    deputy = seat(Role.DEPUTY)
    return {
        "invite": rules.may_invite(actor, kenya(), Role.VIEWER),
        "change": rules.may_change_invitation(actor, invitation),
        "hand_over": rules.may_hand_over(actor),
        "take_back": rules.may_take_back(actor, hand_over),
        "end": rules.may_end_seat(actor, seat(Role.VIEWER)),
        "replace": rules.may_replace(actor, deputy),
        "delegate": rules.may_delegate(actor, deputy),
        "freeze": rules.may_freeze(actor, kenya()),
        "reviewed": rules.may_set_reviewed(actor),
        "view": rules.may_file_view(actor, kenya()),
        "work": rules.may_work(actor),
    }


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("lowered", [reading_only, by_a_reading_key])
def test_seat_that_only_reads_may_do_nothing(role: str, lowered) -> None:
    actor = lowered(at(role))
    assert not [name for name, answer in questions(actor).items() if answer]


def test_nobody_may_do_nothing() -> None:
    assert not rules.may_invite(PUBLIC, kenya(), Role.VIEWER)
    assert not rules.may_freeze(PUBLIC, kenya())
    assert not rules.may_work(PUBLIC)
    assert not rules.may_see_team(PUBLIC)
    assert not rules.may_manage(PUBLIC)
    assert not rules.may_manage_people(PUBLIC)


# --- inviting -------------------------------------------------------------------------------------


def invites(actor: Actor, member: Member | None) -> set[str]:
    return {role for role in Role if rules.may_invite(actor, member, role)}


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DEPUTY])
def test_leading_seats_invite_everybody_but_a_focal_point(role: str) -> None:
    assert invites(at(role), kenya()) == set(TEAM_INVITES)
    assert invites(at(role), None) == set()
    assert invites(at(role, "NOR"), kenya()) == set()


@pytest.mark.parametrize("role", [r for r in NOT_LEADING if r in MEMBER_ROLES] + [Role.CO_CHAIR])
def test_other_seats_invite_nobody(role: str) -> None:
    assert invites(at(role), kenya()) == set()


def test_reviewer_invites_to_every_seat_of_assigned_members() -> None:
    assert invites(at(Role.REVIEWER), kenya()) == set(MEMBER_ROLES)
    assert invites(at(Role.REVIEWER), None) == set()
    assert invites(at(Role.REVIEWER, "NOR"), kenya()) == set()


@pytest.mark.parametrize("actor", [SYSTEM, Role.ADMINISTRATOR], ids=["system", "administrator"])
def test_administrator_and_system_invite_to_every_seat(actor) -> None:
    inviting = actor if isinstance(actor, Actor) else at(actor)
    assert invites(inviting, kenya()) >= set(MEMBER_ROLES)
    assert invites(inviting, None) >= set(NETWORK_ROLES)


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.REVIEWER, Role.ADMINISTRATOR])
def test_nobody_is_invited_to_a_frozen_member(role: str) -> None:
    actor = at(role)
    assert invites(actor, frozen()) == set()
    assert invites(SYSTEM, frozen()) == set()


def test_invitation_is_changed_by_whoever_could_make_it() -> None:
    invitation = factories.invite(seat(Role.FOCAL_POINT))
    assert rules.may_change_invitation(at(Role.DEPUTY), invitation)
    assert rules.may_change_invitation(at(Role.REVIEWER), invitation)
    assert not rules.may_change_invitation(at(Role.VIEWER), invitation)
    assert not rules.may_change_invitation(at(Role.FOCAL_POINT, "NOR"), invitation)


def test_invitation_of_a_successor_is_changed_by_who_leaves() -> None:
    leaving = at(Role.FOCAL_POINT)
    invitation = factories.hand_over(leaving.seat).invitation
    assert rules.may_change_invitation(leaving, invitation)
    assert not rules.may_change_invitation(at(Role.FOCAL_POINT), invitation)
    assert not rules.may_change_invitation(at(Role.DEPUTY), invitation)
    frozen()
    leaving.seat.member.refresh_from_db()
    assert not rules.may_change_invitation(leaving, invitation)


# --- handing over ---------------------------------------------------------------------------------


@pytest.mark.parametrize("role", list(Role))
def test_focal_point_and_deputy_hand_over(role: str) -> None:
    assert bool(rules.may_hand_over(at(role))) == (role not in NOT_LEADING)


def test_seat_of_a_frozen_member_is_not_handed_over() -> None:
    frozen()
    assert not rules.may_hand_over(at(Role.FOCAL_POINT))


def test_hand_over_is_taken_back_by_who_made_it_and_the_secretariat() -> None:
    leaving = at(Role.FOCAL_POINT)
    made = factories.hand_over(leaving.seat)
    assert rules.may_take_back(leaving, made)
    assert rules.may_take_back(at(Role.REVIEWER), made)
    assert rules.may_take_back(at(Role.ADMINISTRATOR), made)
    assert not rules.may_take_back(at(Role.DEPUTY), made)
    assert not rules.may_take_back(at(Role.FOCAL_POINT), made)
    assert not rules.may_take_back(at(Role.REVIEWER, "NOR"), made)


# --- ending, replacing, delegating ----------------------------------------------------------------


def ends(actor: Actor, member: str = "KEN") -> set[str]:
    return {role for role in Role if rules.may_end_seat(actor, seat(role, member))}


def test_focal_point_ends_the_seats_it_invites_to() -> None:
    assert ends(at(Role.FOCAL_POINT)) == set(TEAM_INVITES)
    assert ends(at(Role.FOCAL_POINT), "NOR") == set()


def test_deputy_ends_no_leading_seat() -> None:
    assert ends(at(Role.DEPUTY)) == set(TEAM_INVITES) - {Role.DEPUTY}
    assert ends(at(Role.DEPUTY), "NOR") == set()


def test_reviewer_ends_every_seat_of_assigned_members() -> None:
    assert ends(at(Role.REVIEWER)) == set(MEMBER_ROLES)
    assert ends(at(Role.REVIEWER), "NOR") == set()


def test_administrator_ends_every_seat() -> None:
    assert ends(at(Role.ADMINISTRATOR)) == set(Role)


@pytest.mark.parametrize(
    "role", [Role.CONTRIBUTOR, Role.CLEARING_OFFICER, Role.VIEWER, Role.CO_CHAIR]
)
def test_other_seats_end_none(role: str) -> None:
    assert ends(at(role)) == set()


@pytest.mark.parametrize("role", [Role.FOCAL_POINT, Role.DEPUTY, Role.ADMINISTRATOR])
def test_nobody_ends_a_seat_of_their_own(role: str) -> None:
    actor = at(role)
    assert not rules.may_end_seat(actor, actor.seat)
    second = factories.make_seat(Role.VIEWER, "KEN", actor.user)
    assert not rules.may_end_seat(actor, second)


def test_last_administrator_stays() -> None:
    only = seat(Role.ADMINISTRATOR)
    assert not rules.may_end_seat(SYSTEM, only)
    factories.make_seat(Role.ADMINISTRATOR, user=only.user, starts_on=dt.date(2021, 1, 1))
    assert not rules.may_end_seat(SYSTEM, only)
    seat(Role.ADMINISTRATOR, ends_on=dt.date(2020, 2, 2))
    assert not rules.may_end_seat(SYSTEM, only)
    seat(Role.ADMINISTRATOR)
    assert rules.may_end_seat(SYSTEM, only)
    assert rules.may_end_seat(SYSTEM, seat(Role.REVIEWER))


def replaces(actor: Actor) -> set[str]:
    return {role for role in Role if rules.may_replace(actor, seat(role))}


def test_secretariat_replaces_focal_points_and_deputies() -> None:
    assert replaces(at(Role.REVIEWER)) == {Role.FOCAL_POINT, Role.DEPUTY}
    assert replaces(at(Role.ADMINISTRATOR)) == {Role.FOCAL_POINT, Role.DEPUTY}
    assert replaces(at(Role.REVIEWER, "NOR")) == set()
    assert replaces(at(Role.FOCAL_POINT)) == set()
    assert replaces(at(Role.DEPUTY)) == set()


def test_nobody_replaces_themselves() -> None:
    reviewer = at(Role.REVIEWER)
    own = factories.make_seat(Role.DEPUTY, "KEN", reviewer.user)
    assert not rules.may_replace(reviewer, own)


def test_nobody_is_replaced_at_a_frozen_member() -> None:
    frozen()
    assert replaces(at(Role.REVIEWER)) == set()


def delegates(actor: Actor, member: str = "KEN") -> set[str]:
    return {role for role in Role if rules.may_delegate(actor, seat(role, member))}


def test_focal_point_delegates_to_a_deputy() -> None:
    assert delegates(at(Role.FOCAL_POINT)) == {Role.DEPUTY}
    assert delegates(at(Role.FOCAL_POINT), "NOR") == set()
    assert delegates(at(Role.DEPUTY)) == set()
    assert delegates(at(Role.REVIEWER)) == set()
    frozen()
    assert delegates(at(Role.FOCAL_POINT)) == set()


# --- the secretariat ------------------------------------------------------------------------------


def test_secretariat_freezes_the_members_it_looks_after() -> None:
    assert rules.may_freeze(at(Role.REVIEWER), kenya())
    assert rules.may_freeze(at(Role.ADMINISTRATOR), kenya())
    assert rules.may_freeze(SYSTEM, kenya())
    assert not rules.may_freeze(at(Role.REVIEWER, "NOR"), kenya())
    for role in NOT_SECRETARIAT:
        assert not rules.may_freeze(at(role), kenya())


@pytest.mark.parametrize("role", list(Role))
def test_pages_about_people_open_to_whom_they_concern(role: str) -> None:
    actor = at(role)
    is_administrator = role == Role.ADMINISTRATOR
    assert bool(rules.may_see_team(actor)) == (role not in NOT_LEADING)
    assert bool(rules.may_manage(actor)) == (role not in NOT_SECRETARIAT)
    assert bool(rules.may_manage_people(actor)) == is_administrator
    assert bool(rules.may_set_reviewed(actor)) == is_administrator
    assert bool(rules.may_file_view(actor, kenya())) == (role == Role.CIVIL_SOCIETY_MONITOR)


def test_system_sets_reviewers_and_monitors_speak_of_their_member_even_frozen() -> None:
    assert rules.may_set_reviewed(SYSTEM)
    assert not rules.may_file_view(at(Role.CIVIL_SOCIETY_MONITOR, "NOR"), kenya())
    assert rules.may_file_view(at(Role.CIVIL_SOCIETY_MONITOR), frozen())


def test_seat_of_a_frozen_member_works_no_more() -> None:
    assert rules.may_work(at(Role.FOCAL_POINT))
    assert rules.may_work(SYSTEM)
    frozen()
    assert not rules.may_work(at(Role.FOCAL_POINT))
    assert rules.may_work(at(Role.REVIEWER))


def test_report_of_a_frozen_member_is_not_published() -> None:
    report = factories.make_report("KEN")
    reviewer = at(Role.REVIEWER)
    assert rules.may_publish(reviewer, report)
    frozen()
    report.member.refresh_from_db()
    assert not rules.may_publish(reviewer, report)
    assert rules.may_withdraw(reviewer, report)


def test_reader_after_the_last_day_still_sees_the_team() -> None:
    assert rules.may_see_team(reading_only(at(Role.FOCAL_POINT)))
