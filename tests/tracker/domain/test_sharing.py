"""Naming readers of what is restricted, and the trace that reading leaves."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import ProgrammingError, connection, transaction

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tracker.domain import sharing
from tracker.domain.errors import NotAllowed
from tracker.models import ProgressEntry, RestrictedRead

pytestmark = pytest.mark.django_db


@pytest.fixture
def entry(amina: Actor) -> ProgressEntry:
    return factories.answer(factories.make_report("KEN"), confidentiality="restricted")


def named(entry: ProgressEntry) -> set[int]:
    return set(entry.named_readers.values_list("pk", flat=True))


def test_named_viewer_finds_the_answer_and_unnamed_one_does_not(entry, amina, otieno):
    other = factories.actor(factories.make_seat(Role.VIEWER, "KEN"))
    sharing.name_readers(amina, entry, [otieno.seat])
    assert ProgressEntry.objects.visible_to(otieno).filter(pk=entry.pk).exists()
    assert not ProgressEntry.objects.visible_to(other).filter(pk=entry.pk).exists()


def test_naming_anew_replaces_who_was_named(entry, amina, otieno):
    sharing.name_readers(amina, entry, [otieno.seat])
    sharing.name_readers(amina, entry, [])
    assert named(entry) == set()
    assert not ProgressEntry.objects.visible_to(otieno).filter(pk=entry.pk).exists()


def test_naming_is_in_the_history_with_who_did_it(entry, amina, otieno):
    sharing.name_readers(amina, entry, [otieno.seat])
    event = apps.get_model("tracker", "AnswerReaderEvent").objects.get()
    assert event.appointment_id == otieno.seat.pk
    assert event.pgh_context.metadata["seat"] == str(amina.seat.public_id)


@pytest.mark.parametrize(
    ("role", "member"),
    [
        (Role.VIEWER, "NOR"),
        (Role.CIVIL_SOCIETY_MONITOR, "KEN"),
        (Role.CO_CHAIR, None),
        (Role.REVIEWER, None),
    ],
)
def test_stranger_cannot_be_named(entry, amina, otieno, role, member):
    sharing.name_readers(amina, entry, [otieno.seat])
    with pytest.raises(ValidationError) as refused:
        sharing.name_readers(amina, entry, [factories.make_seat(role, member)])
    assert "named_readers" in refused.value.message_dict
    assert named(entry) == {otieno.seat.pk}


def test_assigned_reviewer_can_be_named(entry, amina):
    reviewer = factories.reviewer("KEN")
    sharing.name_readers(amina, entry, [reviewer.seat])
    assert named(entry) == {reviewer.seat.pk}


def test_viewer_and_stranger_name_nobody(entry, otieno, kari):
    for actor in (otieno, kari, factories.reviewer("KEN")):
        with pytest.raises(NotAllowed):
            sharing.name_readers(actor, entry, [otieno.seat])
    assert named(entry) == set()


def test_restricted_row_leaves_a_trace_and_others_none(entry, otieno):
    open_one = factories.answer(entry.report, "2022-07")
    sharing.note_reads(otieno, entry, open_one)
    read = RestrictedRead.objects.get()
    assert (read.seat, read.member, read.kind, read.row) == (
        otieno.seat,
        entry.member,
        "ProgressEntry",
        entry.public_id,
    )


@pytest.mark.parametrize("statement", ["update {} set kind = 'x'", "delete from {}"])
def test_trace_is_never_changed(entry, otieno, statement):
    sharing.note_reads(otieno, entry)
    with pytest.raises(ProgrammingError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(RestrictedRead._meta.db_table))
    assert RestrictedRead.objects.get().kind == "ProgressEntry"
