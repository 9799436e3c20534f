"""Every saved version of an answer, and the way back."""

from __future__ import annotations

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import CODE, as_person, entry_page, text
from tracker.domain import progress
from tracker.enums import Confidentiality
from tracker.models import ProgressEntry, Report

pytestmark = pytest.mark.django_db
E1 = f"{CODE}-e1"


@pytest.fixture
def report(amina: Actor) -> Report:
    """Kenya's draft, with two saved versions after the empty one."""
    report = factories.make_report()
    entry = factories.entry_of(report)
    begun = {E1: {"state": "begun", "reason": ""}}
    said = {"narrative": "Two counties met.", "status": "in_progress", "elements": begun}
    progress.record(amina, entry, 1, said)
    progress.record(amina, entry, 2, {"narrative": "Three counties met.", "is_ready": True})
    return report


def versions_of(code: str = CODE) -> str:
    return reverse("tracker:versions", args=["2026", code])


def test_versions_are_listed_with_seat_and_what_changed(otieno: Actor, report: Report) -> None:
    page = text(as_person(otieno).get(versions_of()))
    assert "3 versions" in page
    assert page.count("Focal point ·") >= 2
    assert "Wrote an answer" in page
    assert "?version=1" in page
    assert "Restore" not in page


def test_one_version_stands_word_by_word_against_the_present(amina: Actor, report: Report) -> None:
    page = text(as_person(amina).get(f"{versions_of()}?version=2"))
    assert "<del>Two</del><ins>Three</ins> counties met." in page
    assert "Restore " in page


def test_restoring_brings_words_and_status_back(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    response = client.post(versions_of(), {"version": 3, "restore": 2})
    assert response["Location"] == entry_page()
    entry = factories.entry_of(report)
    assert (entry.narrative, entry.status, entry.version) == (
        "Two counties met.",
        "in_progress",
        4,
    )
    assert "The answer is what it was at" in text(client.get(entry_page()))


def test_status_that_stays_is_said(amina: Actor, report: Report) -> None:
    entry = factories.entry_of(report)
    progress.record(amina, entry, 3, {"status": "suspended", "status_reason": "The war."})
    client = as_person(amina)
    client.post(versions_of(), {"version": 4, "restore": 1})
    entry = factories.entry_of(report)
    assert (entry.status, entry.status_reason, entry.narrative) == ("suspended", "The war.", "")
    assert "The status stays" in text(client.get(entry_page()))


def test_stale_restore_changes_nothing(amina: Actor, report: Report) -> None:
    response = as_person(amina).post(versions_of(), {"version": 2, "restore": 1})
    assert response.status_code == 409
    assert factories.entry_of(report).version == 3


@pytest.mark.parametrize("number", ["99", "", "x", "-1"])
def test_version_that_is_not_there_is_404(number: str, amina: Actor, report: Report) -> None:
    client = as_person(amina)
    assert client.get(f"{versions_of()}?version={number}").status_code == 404
    assert client.post(versions_of(), {"version": 3, "restore": number}).status_code == 404
    assert factories.entry_of(report).version == 3


def test_restricted_version_is_a_hash_and_no_way_back(amina: Actor, report: Report) -> None:
    entry = factories.entry_of(report)
    said = {"narrative": "Names of defenders.", "confidentiality": Confidentiality.RESTRICTED}
    progress.record(amina, entry, 3, said)
    progress.record(amina, entry, 4, {"narrative": "No names.", "confidentiality": "member"})
    client = as_person(amina)
    page = text(client.get(versions_of()))
    assert "kept as a hash only" in page
    assert "defenders" not in page
    assert "sha256" not in page
    assert client.get(f"{versions_of()}?version=4").status_code == 404
    assert client.post(versions_of(), {"version": 5, "restore": 4}).status_code == 404
    assert factories.entry_of(report).narrative == "No names."


def test_who_may_not_read_or_write_is_refused(
    kari: Actor, otieno: Actor, amina: Actor, report: Report
) -> None:
    contributor = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    for stranger in (kari, contributor, factories.reviewer("KEN")):
        assert as_person(stranger).get(versions_of()).status_code == 404
    said = {"version": 3, "restore": 2}
    assert as_person(otieno).post(versions_of(), said).status_code == 403
    factories.submitted(report, amina.seat)
    assert as_person(amina).post(versions_of(), said).status_code == 403
    assert as_person(amina).get(versions_of()).status_code == 200
    assert factories.entry_of(report).version == 3


def test_restricted_answer_has_no_versions_for_a_viewer(otieno: Actor, report: Report) -> None:
    ProgressEntry.internal.filter(report=report).update(confidentiality="restricted")
    assert as_person(otieno).get(versions_of()).status_code == 404


def test_queries_do_not_grow_with_the_versions(
    amina: Actor, report: Report, django_assert_num_queries
) -> None:
    client = as_person(amina)
    client.get(versions_of())
    with django_assert_num_queries(9):
        client.get(versions_of())
    for n in range(3, 8):
        entry = factories.entry_of(report)
        progress.record(amina, entry, entry.version, {"narrative": f"Meeting {n}."})
    with django_assert_num_queries(9):
        client.get(versions_of())
