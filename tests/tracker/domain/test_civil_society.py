"""A view is its author's alone: to write, to show, to take back."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from pghistory.models import Context

from accounts.actor import SYSTEM, Actor
from accounts.enums import Role
from accounts.models import Member
from recommendations.models import Recommendation
from tests import factories
from tracker.domain import civil_society as verbs
from tracker.domain import seats
from tracker.domain.errors import Conflict, Duplicate, IllegalMove, NotAllowed
from tracker.enums import Audience
from tracker.models import CivilSocietyView, IdempotencyRecord, ReportingCycle
from tracker.models.civil_society import VIEW_LIMIT

pytestmark = pytest.mark.django_db
WORDS = {"view": "differs", "text": "The centres closed.", "language": "sw"}


@pytest.fixture
def author(db: None) -> Actor:
    return factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN"))


def filed(author: Actor, said: dict[str, Any] = WORDS, code: str = "2023-05") -> CivilSocietyView:
    cycle = ReportingCycle.objects.first() or factories.make_cycle()
    about = Recommendation.objects.get(code=code)
    member = author.seat.member if author.seat else Member.objects.get(code="KEN")
    return verbs.file(author, member, cycle, about, said)


def stored() -> CivilSocietyView:
    return CivilSocietyView.internal.get()


def show(actor: Actor, view: CivilSocietyView, audience: str, **how: Any) -> CivilSocietyView:
    how.setdefault("show_name", False)
    return verbs.choose_audience(actor, view, view.version, audience, **how)


def sees(actor: Actor) -> bool:
    return CivilSocietyView.objects.visible_to(actor).exists()


def test_filed_view_begins_with_its_author_and_the_secretariat_without_a_name(author):
    filed(author)
    view = stored()
    assert (view.view, view.text, view.language) == ("differs", "The centres closed.", "sw")
    assert (view.audience, view.show_name, view.version) == ("secretariat", False, 1)
    assert view.author == author.seat


@pytest.mark.parametrize("role", [r for r in Role if r != Role.CIVIL_SOCIETY_MONITOR])
def test_view_is_filed_by_no_other_seat(role):
    member = None if role in (Role.REVIEWER, Role.CO_CHAIR, Role.ADMINISTRATOR) else "KEN"
    with pytest.raises(NotAllowed):
        verbs.file(
            factories.actor(factories.make_seat(role, member)),
            Member.objects.get(code="KEN"),
            factories.make_cycle(),
            Recommendation.objects.get(code="2023-05"),
            WORDS,
        )
    assert not CivilSocietyView.internal.exists()


def test_monitor_of_another_member_files_none_of_kenya(author):
    norway = factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "NOR"))
    with pytest.raises(NotAllowed):
        verbs.file(
            norway,
            author.seat.member,
            factories.make_cycle(),
            Recommendation.objects.get(code="2023-05"),
            WORDS,
        )


def test_second_view_of_one_author_on_one_thing_is_a_duplicate(author):
    first = filed(author)
    with pytest.raises(Duplicate) as told:
        filed(author, {**WORDS, "view": "concurs"})
    assert told.value.existing == first
    assert stored().view == "differs"


def test_two_monitors_of_a_member_speak_beside_each_other(author):
    other = factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN"))
    filed(author)
    filed(other)
    assert CivilSocietyView.internal.count() == 2
    assert CivilSocietyView.objects.visible_to(other).get().author == other.seat


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({**WORDS, "view": ""}, "view"),
        ({**WORDS, "view": "agrees"}, "view"),
        ({**WORDS, "text": "x" * (VIEW_LIMIT + 1)}, "text"),
        ({**WORDS, "text": "a\x00b"}, "text"),
        ({**WORDS, "audience": "public"}, "audience"),
    ],
)
def test_wrong_value_is_named_and_nothing_is_stored(author, said, field):
    with pytest.raises(ValidationError) as told:
        filed(author, said)
    assert set(told.value.message_dict) == {field}
    assert not CivilSocietyView.internal.exists()


def test_revised_view_needs_the_version_that_was_read(author):
    view = filed(author)
    verbs.revise(author, view, 1, {"text": "Two centres closed."})
    with pytest.raises(Conflict) as told:
        verbs.revise(author, stored(), 1, {"text": "Older words."})
    assert told.value.current.text == "Two centres closed."
    assert (stored().text, stored().version) == ("Two centres closed.", 2)


@pytest.mark.parametrize("when", ["planned", "closed"])
def test_views_are_written_while_the_cycle_is_open_and_narrowed_at_any_time(author, when):
    view = filed(author)
    show(author, view, Audience.PUBLIC, confirmed=True)
    meeting = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=500 if when == "planned" else -40)
    dates = factories.cycle_dates(meeting)
    ReportingCycle.objects.update(meeting_on=meeting, **vars(dates))
    with pytest.raises(IllegalMove):
        verbs.revise(author, stored(), 2, {"text": "Later words."})
    with pytest.raises(IllegalMove):
        filed(author, code="2023-06")
    show(author, stored(), Audience.SECRETARIAT)
    assert stored().audience == Audience.SECRETARIAT
    verbs.take_back(author, stored(), stored().version)
    assert not CivilSocietyView.internal.exists()


@pytest.mark.parametrize("audience", [a for a in Audience if a != Audience.SECRETARIAT])
def test_opening_further_has_to_be_confirmed(author, audience):
    view = filed(author)
    with pytest.raises(ValidationError) as told:
        show(author, view, audience)
    assert set(told.value.message_dict) == {"confirm"}
    assert stored().audience == Audience.SECRETARIAT
    show(author, stored(), audience, confirmed=True)
    assert stored().audience == audience


def test_showing_the_name_has_to_be_confirmed(author):
    view = filed(author)
    with pytest.raises(ValidationError):
        show(author, view, Audience.SECRETARIAT, show_name=True)
    assert not stored().show_name
    show(author, stored(), Audience.SECRETARIAT, show_name=True, confirmed=True)
    assert stored().show_name


def test_narrowing_takes_effect_at_once_for_every_reader(author, amina, kari):
    view = filed(author)
    show(author, view, Audience.NETWORK, confirmed=True)
    assert sees(amina)
    assert sees(kari)
    show(author, view, Audience.MEMBER)
    assert sees(amina)
    assert not sees(kari)
    show(author, view, Audience.SECRETARIAT)
    assert not sees(amina)
    assert sees(author)


def test_view_opened_again_opens_to_todays_officials_and_shared_words_to_no_successor(
    author, amina
):
    view = filed(author)
    show(author, view, Audience.MEMBER, confirmed=True)
    successor = factories.actor(factories.make_seat(Role.FOCAL_POINT, "KEN"))
    verbs.revise(author, view, view.version, {"text": "New words."})
    assert sees(amina)
    assert not sees(successor)
    show(author, view, Audience.SECRETARIAT)
    show(author, view, Audience.MEMBER, confirmed=True)
    assert sees(successor)


def test_hiding_asks_for_no_version_and_takes_the_name_away(author, amina):
    stale = filed(author)
    show(author, stored(), Audience.PUBLIC, show_name=True, confirmed=True)
    verbs.hide(author, stale)
    assert (stored().audience, stored().show_name, stored().version) == ("secretariat", False, 3)
    assert not sees(amina)


def test_taken_back_view_leaves_neither_words_nor_verdict(author):
    view = filed(author)
    IdempotencyRecord.objects.create(
        user=author.user,
        seat=author.seat,
        key="k",
        method="POST",
        path="/api/v1/civil-society-views/",
        body_sha256="0" * 64,
        answer={
            "body": view.text,
            "headers": {"Location": f"https://x.example/a/{view.public_id}/"},
        },
    )
    with pytest.raises(Conflict):
        verbs.take_back(author, view, 7)
    verbs.take_back(author, view, 1)
    assert not CivilSocietyView.internal.exists()
    assert not IdempotencyRecord.objects.exists()
    columns = {f.name for f in CivilSocietyView.pgh_event_model._meta.get_fields()}
    assert not {"text", "view"} & columns


def test_words_before_a_revision_are_kept_nowhere(author):
    view = filed(author)
    facts = {"method": "POST", "path": "/", "body_sha256": "0" * 64, "user": author.user}
    for key, place in (("a", view.public_id), ("b", "another")):
        IdempotencyRecord.objects.create(
            seat=author.seat, key=key, answer={"headers": {"Location": f"/x/{place}/"}}, **facts
        )
    verbs.revise(author, view, 1, {"text": "Without the name."})
    assert [record.key for record in IdempotencyRecord.objects.all()] == ["b"]


def test_nobody_but_the_author_touches_a_view(author, amina):
    view = filed(author)
    show(author, view, Audience.PUBLIC, confirmed=True)
    second = factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN"))
    administrator = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    # The same person at another seat of the same role is another author.
    again = factories.actor(
        factories.make_seat(
            Role.CIVIL_SOCIETY_MONITOR, "KEN", author.user, starts_on=dt.date(2021, 1, 1)
        )
    )
    for actor in (amina, factories.reviewer("KEN"), second, administrator, SYSTEM, again):
        for tried in (
            lambda by: verbs.revise(by, view, view.version, {"text": "Changed."}),
            lambda by: show(by, view, Audience.SECRETARIAT),
            lambda by: verbs.hide(by, view),
            lambda by: verbs.take_back(by, view, view.version),
        ):
            with pytest.raises(NotAllowed):
                tried(actor)
    assert (stored().text, stored().audience) == ("The centres closed.", Audience.PUBLIC)


def test_frozen_member_stops_neither_writing_nor_narrowing(author):
    view = filed(author)
    show(author, view, Audience.PUBLIC, confirmed=True)
    seats.freeze(factories.reviewer("KEN"), author.seat.member, "A change of government.")
    frozen = CivilSocietyView.internal.select_related("member", "cycle").get()
    assert frozen.member.frozen_at
    verbs.revise(author, frozen, frozen.version, {"text": "They came at night."})
    verbs.hide(author, frozen)
    assert (stored().text, stored().audience) == ("They came at night.", "secretariat")
    filed(factories.actor(author.seat), code="2023-06")
    assert CivilSocietyView.internal.count() == 2


def test_ended_seat_leaves_the_view_as_its_author_chose_and_opens_it_to_no_successor(author, kari):
    view = filed(author)
    show(author, view, Audience.NETWORK, confirmed=True)
    filed(author, code="2023-06")
    seats.end(factories.reviewer("KEN"), author.seat, "Left.")
    successor = factories.actor(factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN"))
    codes = [
        [v.recommendation.code for v in CivilSocietyView.objects.visible_to(reader)]
        for reader in (kari, successor)
    ]
    assert codes == [["2023-05"], ["2023-05"]]
    with pytest.raises(NotAllowed):
        verbs.hide(successor, view)


def test_token_that_only_reads_writes_no_view(author):
    reads = factories.actor(author.seat, scope="read")
    with pytest.raises(NotAllowed):
        filed(reads)


def test_history_tells_the_verbs_by_seat_without_a_word(author):
    view = filed(author)
    verbs.revise(author, view, 1, {"text": "New words."})
    show(author, view, Audience.MEMBER, confirmed=True)
    verbs.hide(author, view)
    verbs.take_back(author, view, 4)
    told = [c.metadata for c in Context.objects.order_by("created_at", "id")]
    names = "file revise choose_audience hide take_back".split()
    mine = [t for t in told if t.get("verb", "").startswith("civil_society.")]
    assert {t["verb"] for t in mine} == {f"civil_society.{name}" for name in names}
    assert {t["seat"] for t in mine} == {str(author.seat.public_id)}
    assert {t["why"] for t in mine} == {""}
