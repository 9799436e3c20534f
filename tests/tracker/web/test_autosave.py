"""What the record page keeps while somebody types, and what it answers to the script."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import CODE, as_person, controls, entry_page, text
from tracker.domain import drafts, progress
from tracker.enums import Confidentiality, Status
from tracker.models import Assignment, ProgressEntry, Report

pytestmark = pytest.mark.django_db
E1 = f"{CODE}-e1"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def autosave_of(code: str = CODE) -> str:
    return reverse("tracker:autosave", args=["2026", code])


def opened(client: Client) -> dict[str, str]:
    """The form of the record page as a browser holds it, with the mark of this opening."""
    page = text(client.get(entry_page()))
    found = re.search(r'name="page" value="([^"]+)"', page)
    assert found
    return controls(client) | {"page": found[1]}


def test_words_meant_for_named_people_wait_until_the_class_is_stored(
    amina: Actor, report: Report
) -> None:
    client = as_person(amina)
    typed = opened(client) | {"narrative": "A name.", "confidentiality": "restricted"}
    answer = client.post(autosave_of(), typed)
    assert answer.status_code == 422
    assert "Press Save first" in answer.json()["detail"]
    entry = factories.entry_of(report)
    assert (entry.narrative, entry.version, entry.events.count()) == ("", 1, 1)
    ProgressEntry.internal.filter(pk=entry.pk).update(confidentiality="restricted")
    assert client.post(autosave_of(), typed).status_code == 200
    assert factories.entry_of(report).narrative == "A name."


def deputy() -> Actor:
    return factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))


def test_what_is_typed_is_kept_with_time_and_version(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    typed = opened(client) | {
        "narrative": "Line one.\r\nLine two.",
        f"state-{E1}": "done",
        "status": "full",
        "confidentiality": "public",
        "is_ready": "on",
    }
    answer = client.post(autosave_of(), typed)
    assert answer.status_code == 200
    assert answer.json()["version"] == 2
    assert re.fullmatch(r"\d\d:\d\d", answer.json()["at"])
    assert set(answer.json()) == {"version", "at"}
    assert "no-store" in answer["Cache-Control"]
    entry = factories.entry_of(report)
    assert (entry.narrative, entry.version) == ("Line one.\nLine two.", 2)
    assert entry.elements == {E1: {"state": "done", "reason": ""}}
    assert (entry.status, entry.is_ready) == (Status.NOT_REPORTED, False)
    assert entry.confidentiality == Confidentiality.MEMBER


def test_what_is_stored_already_makes_no_version(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    typed = opened(client) | {"narrative": "Once."}
    assert client.post(autosave_of(), typed).json()["version"] == 2
    assert client.post(autosave_of(), typed).json()["version"] == 2
    assert factories.entry_of(report).events.count() == 2


def test_controls_that_were_not_sent_stay_as_they_are(amina: Actor, report: Report) -> None:
    factories.answer(report, obstacles="A flood.")
    entry = factories.entry_of(report)
    said = {"version": entry.version, "narrative": "New."}
    assert as_person(amina).post(autosave_of(), said).status_code == 200
    entry.refresh_from_db()
    assert (entry.narrative, entry.obstacles) == ("New.", "A flood.")


def test_changes_in_other_fields_are_joined_and_told(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    typed = opened(client) | {"narrative": "Mine."}
    begun = {E1: {"state": "begun", "reason": ""}}
    said = {"obstacles": "Theirs.", "status": "in_progress", "elements": begun}
    progress.record(deputy(), factories.entry_of(report), 1, said)
    answer = client.post(autosave_of(), typed).json()
    assert answer["version"] == 3
    assert answer["changed"] == {
        "obstacles": "Theirs.",
        "status": "in_progress",
        f"state-{E1}": "begun",
    }
    assert "3 changes that somebody else made" in answer["said"]
    entry = factories.entry_of(report)
    assert (entry.narrative, entry.obstacles) == ("Mine.", "Theirs.")
    assert (entry.status, entry.elements) == ("in_progress", begun)


def test_same_field_brings_the_panel_with_both_texts_and_writes_nothing(
    amina: Actor, report: Report
) -> None:
    client = as_person(amina)
    typed = opened(client) | {"narrative": "Mine.", "next_steps": "Only mine."}
    said = {"narrative": "Theirs.", "obstacles": "Only theirs."}
    progress.record(deputy(), factories.entry_of(report), 1, said)
    answer = client.post(autosave_of(), typed)
    assert answer.status_code == 409
    page = text(answer)
    assert "<html" not in page
    assert "Mine." in page
    assert "Theirs." in page
    assert 'data-name="obstacles" value="Only theirs."' in page
    assert 'data-name="version" value="2"' in page
    entry = factories.entry_of(report)
    assert (entry.narrative, entry.next_steps, entry.version) == ("Theirs.", "", 2)


def test_status_that_both_chose_is_asked_on_the_panel(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    typed = opened(client) | {"status": "suspended", "status_reason": "The war."}
    said = {"status": "not_applicable", "status_reason": "No arms."}
    progress.record(deputy(), factories.entry_of(report), 1, said)
    answer = client.post(autosave_of(), typed)
    assert answer.status_code == 409
    assert 'name="take-status"' in text(answer)
    assert factories.entry_of(report).status == "not_applicable"


def test_answer_that_got_lost_is_no_conflict_with_oneself(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    typed = opened(client) | {"narrative": "First words."}
    client.post(autosave_of(), typed)
    answer = client.post(autosave_of(), typed | {"narrative": "First words and more."})
    assert (answer.status_code, answer.json()["version"]) == (200, 3)
    saved = client.post(entry_page(), typed | {"narrative": "All words."})
    assert saved.status_code == 302
    assert factories.entry_of(report).narrative == "All words."


def test_another_page_of_the_same_person_is_somebody_else(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    here, there = opened(client), opened(client)
    client.post(autosave_of(), there | {"narrative": "In the other tab."})
    answer = client.post(autosave_of(), here | {"narrative": "In this tab."})
    assert answer.status_code == 409
    assert factories.entry_of(report).narrative == "In the other tab."


def test_signed_out_is_401_and_no_page(report: Report) -> None:
    answer = Client().post(autosave_of(), {"version": 1, "narrative": "Typed."})
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/json"
    assert Client().get(autosave_of()).status_code == 401
    assert factories.entry_of(report).version == 1


def test_page_of_somebody_else_in_the_same_browser_is_401(amina: Actor, report: Report) -> None:
    typed = opened(as_person(amina)) | {"narrative": "Typed by Amina."}
    assert as_person(deputy()).post(autosave_of(), typed).status_code == 401
    assert factories.entry_of(report).version == 1


def test_stranger_viewer_and_closed_report_keep_nothing(
    amina: Actor, kari: Actor, otieno: Actor, report: Report
) -> None:
    said = {"version": 1, "narrative": "No."}
    assert as_person(kari).post(autosave_of(), said).status_code == 404
    refused = as_person(otieno).post(autosave_of(), said)
    assert refused.status_code == 403
    assert "focal point, deputy and contributors" in refused.json()["detail"]
    factories.submitted(report, amina.seat)
    assert as_person(amina).post(autosave_of(), said).status_code == 403
    assert factories.entry_of(report).version == 1


def test_contributor_keeps_only_what_was_assigned(report: Report) -> None:
    treasury = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    Assignment.internal.create(
        member=report.member,
        appointment=treasury.seat,
        entry=factories.entry_of(report),
        due_on=report.due_on,
    )
    client = as_person(treasury)
    said = {"version": 1, "narrative": "From the Treasury."}
    assert client.post(autosave_of(), said).status_code == 200
    assert client.post(autosave_of("2022-01"), said).status_code == 404
    assert factories.entry_of(report).narrative == "From the Treasury."


def test_too_much_is_413_and_null_is_400(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    much = "x" * (drafts.MOST_CHARACTERS + 1)
    assert client.post(autosave_of(), {"version": 1, "narrative": much}).status_code == 413
    whole = "x" * (3 * 1024 * 1024)
    assert client.post(autosave_of(), {"version": 1, "narrative": whole}).status_code == 413
    assert client.post(autosave_of(), {"version": 1, "narrative": "a\0b"}).status_code == 400
    assert factories.entry_of(report).version == 1


def test_new_token_comes_after_a_new_sign_in(amina: Actor, report: Report) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(amina.user)
    assert client.post(autosave_of(), {"version": 1, "narrative": "No."}).status_code == 403
    token = client.get(autosave_of()).json()["csrf"]
    said = {"version": 1, "narrative": "Yes.", "csrfmiddlewaretoken": token}
    assert client.post(autosave_of(), said).status_code == 200
    assert factories.entry_of(report).narrative == "Yes."


def test_save_judges_what_was_kept_even_where_nothing_changed_since(
    amina: Actor, report: Report
) -> None:
    factories.answer(report, status=Status.IN_PROGRESS)
    client = as_person(amina)
    typed = opened(client) | {f"state-{CODE}-e2": "done"}
    client.post(autosave_of(), typed)
    response = client.post(entry_page(), controls(client))
    assert response.status_code == 400
    assert "no element is done yet" in text(response)


def test_evidence_can_be_added_after_autosave_kept_a_done_element(
    amina: Actor, report: Report
) -> None:
    factories.answer(report, status=Status.IN_PROGRESS)
    client = as_person(amina)
    typed = opened(client) | {"status": "partial", f"state-{E1}": "done", "then": "link"}
    client.post(autosave_of(), typed)
    response = client.post(entry_page(), typed)
    assert response.status_code == 302
    assert "evidence" in response["Location"]
    entry = factories.entry_of(report)
    assert entry.status == "in_progress"
    assert entry.elements[E1]["state"] == "done"


def test_queries_of_an_autosave(
    amina: Actor, report: Report, django_assert_max_num_queries: Any
) -> None:
    client = as_person(amina)
    typed = opened(client) | {"narrative": "Counted."}
    with django_assert_max_num_queries(14):
        client.post(autosave_of(), typed)
    assert ProgressEntry.internal.get(pk=factories.entry_of(report).pk).narrative == "Counted."
