"""What is said of a document: time, consent, what it replaces, further answers, and the check."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils.timezone import now

from accounts.enums import Role
from tests import factories
from tracker.domain import evidence as documents
from tracker.domain.errors import Conflict, Gone, NotAllowed
from tracker.domain.evidence_checking import check
from tracker.models import Evidence

pytestmark = pytest.mark.django_db
HELD = {"form": "held", "title": "Minutes", "kind": "meeting_record", "language": "en"}


@pytest.fixture
def report(db):
    return factories.make_report("KEN")


@pytest.fixture
def entry(report):
    return factories.entry_of(report)


def refused(field: str, act, *args, **kwargs) -> None:
    before = list(Evidence.internal.order_by("pk").values())
    with pytest.raises(ValidationError) as refusal:
        act(*args, **kwargs)
    assert list(refusal.value.message_dict) == [field]
    assert list(Evidence.internal.order_by("pk").values()) == before


def test_period_is_kept_and_never_ends_before_it_begins(amina, entry):
    year = {"period_start": dt.date(2025, 7, 1), "period_end": dt.date(2026, 6, 30)}
    added = documents.add(amina, [entry], {**HELD, **year})
    assert added.period_end == dt.date(2026, 6, 30)
    early = {"period_end": dt.date(2024, 1, 1)}
    refused("period_end", documents.add, amina, [entry], {**HELD, **year, **early})
    refused("period_end", documents.change, amina, added, 1, early)


@pytest.mark.parametrize("basis", ["", "  "])
def test_persons_appear_only_with_their_consent(amina, entry, basis):
    said = {"personal_data": "yes", "consent_basis": basis}
    refused("consent_basis", documents.add, amina, [entry], {**HELD, **said})
    added = documents.add(amina, [entry], {**HELD, **said, "consent_basis": "Signed by each"})
    refused("consent_basis", documents.change, amina, added, 1, {"consent_basis": basis})


@pytest.mark.parametrize("answer", ["no", "not_sure", ""])
def test_without_persons_no_consent_is_needed(amina, entry, answer):
    assert documents.add(amina, [entry], {**HELD, "personal_data": answer}).consent_basis == ""


def test_document_replaces_an_older_one_of_its_member(amina, entry):
    old = documents.add(amina, [entry], HELD)
    new = documents.add(amina, [entry], {**HELD, "supersedes": old})
    assert new.supersedes == old
    documents.remove(amina, old, 1)
    new.refresh_from_db()
    assert new.supersedes is None


def test_document_never_replaces_itself_round_about_or_one_of_another_member(amina, kari, entry):
    first = documents.add(amina, [entry], HELD)
    second = documents.add(amina, [entry], {**HELD, "supersedes": first})
    third = documents.add(amina, [entry], {**HELD, "supersedes": second})
    for older in (first, second, third):
        refused("supersedes", documents.change, amina, first, 1, {"supersedes": older})
    norway = factories.make_report("NOR")
    theirs = documents.add(kari, [factories.entry_of(norway)], HELD)
    refused("supersedes", documents.change, amina, first, 1, {"supersedes": theirs})
    refused("supersedes", documents.add, amina, [entry], {**HELD, "supersedes": theirs})


def test_change_lets_it_serve_further_answers_that_one_may_write(amina, kari, report, entry):
    added = documents.add(amina, [entry], HELD)
    other = factories.entry_of(report, "2023-08")
    documents.change(amina, added, 1, {"elements": ["2023-08-e1"]}, [other])
    assert set(added.entries.unscoped()) == {entry, other}
    norway = factories.entry_of(factories.make_report("NOR"))
    refused("entries", documents.change, amina, added, 2, {}, [norway])
    assert set(added.entries.unscoped()) == {entry, other}


def test_contributor_adds_no_answer_that_was_not_asked_of_them(report, entry):
    from tracker.models import Assignment

    seat = factories.make_seat(Role.CONTRIBUTOR, "KEN")
    Assignment.internal.create(
        member=report.member, appointment=seat, entry=entry, due_on=report.due_on
    )
    treasury = factories.actor(seat)
    added = documents.add(treasury, [entry], HELD)
    with pytest.raises(NotAllowed):
        documents.change(treasury, added, 1, {}, [factories.entry_of(report, "2023-08")])
    assert list(added.entries.unscoped()) == [entry]


# --- the reviewer's check -----------------------------------------------------------------------


@pytest.fixture
def sent(amina, report, entry):
    added = documents.add(amina, [entry], HELD)
    factories.submitted(report)
    return added


def test_reviewer_says_whether_it_suffices_and_changes_no_word(sent):
    rita = factories.reviewer("KEN")
    check(rita, sent, 1, "partly")
    sent.refresh_from_db()
    assert (sent.check_result, sent.checked_by, sent.version) == ("partly", rita.seat, 1)
    assert sent.checked_at is not None
    check(rita, sent, 1, "not_checked")
    sent.refresh_from_db()
    assert (sent.check_result, sent.checked_by, sent.checked_at) == ("not_checked", None, None)


def test_nobody_else_checks_and_nobody_at_another_time(amina, kari, otieno, sent, report):
    others = [amina, kari, otieno, factories.reviewer("NOR")]
    own = factories.reviewer("KEN")
    factories.put(report, submitted_by=own.seat)
    for actor in [*others, own]:
        with pytest.raises(NotAllowed):
            check(actor, sent, 1, "sufficient")
    factories.put(report, state="accepted", submitted_by=amina.seat, accepted_at=now())
    with pytest.raises(NotAllowed):
        check(own, sent, 1, "sufficient")
    sent.refresh_from_db()
    assert sent.check_result == "not_checked"


def test_check_is_of_the_words_that_the_reviewer_saw(sent):
    rita = factories.reviewer("KEN")
    with pytest.raises(Conflict):
        check(rita, sent, 2, "sufficient")
    refused("check", check, rita, sent, 1, "splendid")
    Evidence.objects.working().filter(pk=sent.pk).delete()
    with pytest.raises((Gone, NotAllowed)):
        check(rita, sent, 1, "sufficient")


def test_changed_document_is_unchecked_again(amina, sent, report, entry):
    check(factories.reviewer("KEN"), sent, 1, "sufficient")
    factories.put(report, state="returned")
    type(entry).internal.filter(pk=entry.pk).update(is_open=True)
    sent = Evidence.internal.get(pk=sent.pk)
    documents.change(amina, sent, 1, {"title": "Other minutes"})
    sent.refresh_from_db()
    assert (sent.check_result, sent.checked_by, sent.checked_at) == ("not_checked", None, None)
