"""The meeting pack: coverage first, no ranking, published answers alone."""

from __future__ import annotations

import datetime as dt

import pytest

from accounts.actor import PUBLIC, Actor
from accounts.enums import Role
from accounts.models import Member
from tests import factories
from tests.canaries import Marked, Token, found_in
from tests.permission_table import ROLES
from tests.tracker.documents.reading import ordered, text_of
from tracker.documents.order import NotMade
from tracker.documents.pack_facts import read
from tracker.models import ReportingCycle
from tracker.queries.matrix import agreed, build_matrix
from tracker.queries.movement import movements

pytestmark = pytest.mark.django_db


@pytest.fixture
def co_chair() -> Actor:
    return factories.actor(factories.make_seat(Role.CO_CHAIR))


@pytest.fixture
def cycle() -> ReportingCycle:
    """Two members published, one has drafted; the cycle before had one of them."""
    before = factories.make_cycle("2025", dt.date(2025, 5, 20))
    cycle = factories.make_cycle()
    for member, now, then in (("KEN", "full", "partial"), ("NOR", "not_started", None)):
        if then:
            earlier = factories.make_report(member, before)
            factories.answer(earlier, status=then)
            factories.published(earlier)
        report = factories.make_report(member, cycle)
        factories.answer(report, status=now)
        line = factories.make_line(report)
        factories.make_figure(report, line, "pledged", "4321")
        factories.published(report)
    factories.answer(factories.make_report("MDA", cycle), narrative="Not out yet.")
    return cycle


def pack(actor: Actor, cycle: ReportingCycle, language: str = "en") -> str:
    return text_of(ordered(actor, cycle, None, kind="meeting_pack", language=language))


def test_pack_is_for_co_chairs_and_secretariat_alone_and_holds_nobodys_own_words():
    world, _other = Marked("published", "KEN"), Marked("submitted", "NOR")
    readers = {Role.CO_CHAIR, Role.REVIEWER, Role.ADMINISTRATOR}
    for role in set(ROLES) - readers:
        with pytest.raises(NotMade, match="for the secretariat and the co-chairs"):
            pack(world.people.get(role, PUBLIC), world.report.cycle)
    for role in readers:
        assert found_in(pack(world.people[role], world.report.cycle)) == set[Token](), role


def test_reviewer_and_co_chair_read_the_same_pack(cycle, co_chair):
    reviewer = factories.reviewer("KEN", "NOR", "MDA")
    factories.submitted(factories.make_report("ITA", cycle))
    told, again = (read(actor, cycle) for actor in (co_chair, reviewer))
    assert told.matrix.distribution == again.matrix.distribution
    assert told.themes == again.themes


def test_pack_without_a_published_report_says_when_to_order(co_chair):
    factories.make_report("KEN", factories.make_cycle())
    with pytest.raises(NotMade, match="No report of 2026 is published yet"):
        pack(co_chair, ReportingCycle.objects.get())


def test_coverage_comes_first_and_every_number_stands_beside_its_whole(cycle, co_chair):
    text = pack(co_chair, cycle)
    members = Member.objects.count()
    parts = [
        f"2 of {members} members have a published report of 2026",
        "Members with a published report, by group",
        "Answers by recommendation and status",
        "1 of 1 answers that can be compared stand further than in 2025",
        "Answers by theme",
        "The calls of the communiqués",
        "Questions worth discussing",
        "Matrix 2026",
    ]
    places = [text.index(part) for part in parts]
    assert places == sorted(places)
    assert f"Members that report figures: 2 of {members}." in text
    assert "rank" not in text.replace("not a ranking", "")


def test_money_of_fewer_than_five_members_has_no_total(cycle, co_chair):
    text = pack(co_chair, cycle)
    assert "No total, since fewer than 5 members report in it: KES." in text
    assert "4 321" not in text
    assert "8 642" not in text


def test_silent_drafting_and_withdrawn_members_look_the_same(cycle, co_chair):
    report = factories.make_report("ITA", cycle)
    factories.answer(report)
    factories.published(report)
    factories.put(report, state="withdrawn", withdrawn_at=dt.datetime.now(dt.UTC))
    lines = pack(co_chair, cycle).splitlines()
    for name in ("Italy", "Republic of Moldova", "Spain"):
        at = lines.index(name)
        assert lines[at + 1].endswith("No report"), name
    assert lines[lines.index("Kenya") + 1] != lines[lines.index("Italy") + 1]


@pytest.mark.parametrize(
    ("language", "first", "then"), [("fr", "Allemagne", "Kenya"), ("ar", "كينيا", "النرويج")]
)
def test_members_stand_in_the_alphabet_of_the_language(cycle, co_chair, language, first, then):
    lines = pack(co_chair, cycle, language).splitlines()
    assert lines.index(first) < lines.index(then)


def test_movement_counts_the_members_that_answered_in_both_cycles(cycle, co_chair):
    before = ReportingCycle.objects.get(code="2025")
    members, asked = list(Member.objects.all()), agreed()
    found = movements(
        build_matrix(co_chair, cycle, members, asked),
        build_matrix(co_chair, before, members, asked),
    )
    moved = {m.recommendation.code: (m.further, m.same, m.lower) for m in found if m.compared}
    assert moved == {"2022-08": (1, 0, 0)}


def test_queries_of_a_pack_do_not_grow(cycle, co_chair, django_assert_num_queries):
    with django_assert_num_queries(15):
        read(co_chair, cycle)
    for code in ("ITA", "ESP", "FRA"):
        report = factories.make_report(code, cycle)
        factories.answer(report)
        factories.make_figure(report, factories.make_line(report))
        factories.published(report)
    with django_assert_num_queries(15):
        read(co_chair, cycle)
