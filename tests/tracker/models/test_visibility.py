"""Who reads which edition of what: one table, and a property over random worlds."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.actor import PUBLIC, Actor
from accounts.enums import Role
from tests import factories
from tracker.enums import Confidentiality, Edition
from tracker.models import Assignment, BudgetFigure, BudgetLine, Evidence, ProgressEntry, Report

pytestmark = pytest.mark.django_db

CONTENT = (ProgressEntry, Evidence, BudgetLine, BudgetFigure)


def seat_of(role: str, member: str = "KEN") -> Actor:
    if role == Role.REVIEWER:
        return factories.reviewer(member)
    network = role in (Role.CO_CHAIR, Role.ADMINISTRATOR)
    return factories.actor(factories.make_seat(role, None if network else member))


def world(confidentiality: str = Confidentiality.PUBLIC, code: str = "2022-08") -> Report:
    """Kenya's report with one answer, one document, one line and one figure of a class."""
    report = factories.make_report("KEN")
    factories.answer(report, code, confidentiality=confidentiality)
    line = factories.make_line(report, code, confidentiality=confidentiality)
    factories.make_figure(report, line)
    return report


def editions(model: type, actor: Actor) -> set[str]:
    rows = model.objects.visible_to(actor)
    if model is ProgressEntry:
        rows = rows.filter(recommendation__code="2022-08")
    return set(rows.values_list("edition", flat=True))


# Role → what it reads of its own member's draft.
DRAFT_READERS = {
    Role.FOCAL_POINT: {Edition.WORKING},
    Role.DEPUTY: {Edition.WORKING},
    Role.CLEARING_OFFICER: {Edition.WORKING},
    Role.VIEWER: {Edition.WORKING},
    Role.CONTRIBUTOR: set(),
    Role.CIVIL_SOCIETY_MONITOR: set(),
    Role.REVIEWER: set(),
    Role.CO_CHAIR: set(),
    Role.ADMINISTRATOR: set(),
}


@pytest.mark.parametrize("model", CONTENT)
@pytest.mark.parametrize("role", list(Role))
def test_draft_is_read_by_its_own_member_only(role, model):
    world()
    assert editions(model, seat_of(role)) == DRAFT_READERS[role]


@pytest.mark.parametrize("model", CONTENT)
def test_draft_is_hidden_from_every_seat_of_another_member(model):
    world()
    for role in set(Role) - {Role.CO_CHAIR, Role.ADMINISTRATOR}:
        assert editions(model, seat_of(role, "NOR")) == set(), role
    assert editions(model, PUBLIC) == set()
    assert model.objects.working().exists()


@pytest.mark.parametrize("model", CONTENT)
def test_reviewer_reads_from_the_submission_on(model):
    report = world()
    reader = seat_of(Role.REVIEWER)
    assert editions(model, reader) == set()
    factories.submitted(report)
    assert editions(model, reader) == {Edition.WORKING}


@pytest.mark.parametrize("model", CONTENT)
@pytest.mark.parametrize(
    ("confidentiality", "public", "network"),
    [
        (Confidentiality.PUBLIC, {Edition.PUBLISHED}, {Edition.PUBLISHED}),
        (Confidentiality.NETWORK, set(), {Edition.PUBLISHED}),
        (Confidentiality.MEMBER, set(), set()),
        (Confidentiality.RESTRICTED, set(), set()),
    ],
)
def test_published_rows_open_by_class(model, confidentiality, public, network, kari):
    factories.published(world(confidentiality))
    assert editions(model, PUBLIC) == public
    assert editions(model, kari) == network
    assert editions(model, seat_of(Role.FOCAL_POINT)) == {Edition.WORKING}


@pytest.mark.parametrize("model", CONTENT)
@pytest.mark.parametrize(
    "role", [Role.VIEWER, Role.CLEARING_OFFICER, Role.CONTRIBUTOR, Role.REVIEWER, Role.CO_CHAIR]
)
def test_restricted_rows_are_for_the_leading_seats_and_who_is_named(model, role):
    report = world(Confidentiality.RESTRICTED)
    factories.published(report)
    reader, other = seat_of(role), seat_of(role)
    if role == Role.CONTRIBUTOR:
        assign(report, reader)
    assert editions(model, reader) == set()
    assert editions(model, seat_of(Role.DEPUTY)) == {Edition.WORKING}
    name(reader)
    # Naming opens what a seat reaches: a co-chair reaches no member's own work.
    assert editions(model, reader) == (set() if role == Role.CO_CHAIR else {Edition.WORKING})
    assert editions(model, other) == set()


def name(reader: Actor) -> None:
    for model in (ProgressEntry, Evidence, BudgetLine):
        for row in model.internal.filter(confidentiality=Confidentiality.RESTRICTED):
            row.named_readers.add(reader.seat)


def assign(report: Report, contributor: Actor, code: str = "2022-08") -> None:
    Assignment.internal.create(
        member=report.member,
        appointment=contributor.seat,
        entry=factories.entry_of(report, code),
        due_on=dt.date(2027, 1, 1),
    )


@pytest.mark.parametrize("model", CONTENT)
def test_contributor_reads_what_was_assigned_and_nothing_else(model):
    report = world()
    factories.answer(report, "2022-09")
    factories.make_figure(report, factories.make_line(report, "2022-09"))
    reader = seat_of(Role.CONTRIBUTOR)
    assign(report, reader)
    rows = model.objects.visible_to(reader)
    assert rows.count() == 1
    assert editions(model, reader) == {Edition.WORKING}


def test_ended_or_foreign_assignment_opens_nothing():
    report = world()
    asked, other = seat_of(Role.CONTRIBUTOR), seat_of(Role.CONTRIBUTOR)
    assign(report, asked)
    assert not ProgressEntry.objects.visible_to(other).exists()
    assert ProgressEntry.objects.visible_to(asked).exists()


@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    classes=st.lists(st.sampled_from(Confidentiality.values), min_size=3, max_size=3),
    state=st.sampled_from(["draft", "submitted", "published", "withdrawn"]),
    role=st.sampled_from([None, *Role.values]),
    home=st.sampled_from(["KEN", "NOR"]),
)
def test_any_reader_sees_each_row_once_and_only_what_its_class_opens(classes, state, role, home):
    from django.db import transaction

    with transaction.atomic():
        report = factories.make_report("KEN")
        codes = ["2022-07", "2022-08", "2022-09"]
        for code, confidentiality in zip(codes, classes, strict=True):
            factories.answer(report, code, confidentiality=confidentiality)
        if state in ("published", "withdrawn"):
            factories.published(report)
        elif state == "submitted":
            factories.submitted(report)
        if state == "withdrawn":
            from tracker.domain.publication import withdraw_edition

            withdraw_edition(report)
        reader = PUBLIC if role is None else seat_of(role, home)
        rows = list(ProgressEntry.objects.visible_to(reader).select_related("recommendation"))
        ids = [row.public_id for row in rows]
        assert len(ids) == len(set(ids))
        own = home == "KEN" and role in DRAFT_READERS
        for row in rows:
            if row.edition == Edition.WORKING:
                assert own
                assert row.confidentiality != Confidentiality.RESTRICTED or role in (
                    Role.FOCAL_POINT,
                    Role.DEPUTY,
                )
                assert role != Role.REVIEWER or state != "draft"
            else:
                assert state == "published"
                allowed = {"public"} if reader is PUBLIC else {"public", "network"}
                assert row.confidentiality in allowed
        transaction.set_rollback(True)
