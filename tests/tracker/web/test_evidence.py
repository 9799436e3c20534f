"""Documents: what may come in, who may have them, and that a refusal costs no typed word."""

from __future__ import annotations

import pytest
from django.core.files.storage import storages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.hostile import honest
from tests.tracker.web.pages import CODE, as_person, entry_page, text
from tracker.enums import Confidentiality
from tracker.exports.files import disposition
from tracker.models import Evidence, Report

pytestmark = pytest.mark.django_db
PDF = honest.pdf()
FACTS = {
    "title": "Cabinet decision 114",
    "kind": "policy_plan",
    "language": "en",
    "confidentiality": "network",
    "personal_data": "no",
}


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def add_page(form: str, code: str = CODE) -> str:
    return reverse("tracker:evidence-add", args=["2026", code]) + f"?form={form}"


def pdf(name: str = "decision.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, "application/pdf")


def stored() -> list[Evidence]:
    return list(Evidence.objects.working())


def with_file(report: Report, amina: Actor, name: str = "decision.pdf") -> Evidence:
    as_person(amina).post(add_page("file"), {**FACTS, "file": pdf(name)})
    return Evidence.objects.working().get()


def file_page(document: Evidence) -> str:
    return reverse("tracker:evidence-file", args=[document.public_id])


def status_of_file(client: Client, document: Evidence) -> int:
    response = client.get(file_page(document))
    if response.streaming:
        assert b"".join(response.streaming_content) == PDF
    return response.status_code


# --- adding -------------------------------------------------------------------------------------


def test_link_is_added_to_the_answer(amina: Actor, report: Report) -> None:
    data = {**FACTS, "url": "https://law.example/114", "elements": [f"{CODE}-e1"]}
    data |= {
        "document_date_day": "27",
        "document_date_month": "March",
        "document_date_year": "2026",
    }
    response = as_person(amina).post(add_page("link"), data)
    assert response["Location"] == f"{entry_page()}#evidence"
    document = stored()[0]
    assert (document.form, document.url, document.elements) == (
        "link",
        "https://law.example/114",
        [f"{CODE}-e1"],
    )
    assert document.document_date.isoformat() == "2026-03-27"
    assert document.entries.unscoped().get() == factories.entry_of(report)


def test_file_is_stored_under_a_random_name(amina: Actor, report: Report) -> None:
    document = with_file(report, amina)
    assert document.file_name == "decision.pdf"
    assert "decision" not in document.file.name
    assert (document.size, document.content_type) == (len(PDF), "application/pdf")


def test_held_document_needs_no_address(amina: Actor, report: Report) -> None:
    assert as_person(amina).post(add_page("held"), FACTS).status_code == 302
    assert stored()[0].form == "held"


@pytest.mark.parametrize("url", ["", "law.example/114", "javascript:alert(1)", "ftp://x.example/1"])
def test_link_without_a_web_address_keeps_the_words(url: str, amina: Actor, report: Report) -> None:
    response = as_person(amina).post(add_page("link"), {**FACTS, "url": url})
    assert response.status_code == 400
    assert "Cabinet decision 114" in text(response)
    assert stored() == []


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("picture.svg", b"<svg/>", "Send a PDF, DOCX"),
        ("page.html.pdf", PDF, "rename it to end once only"),
        ("decision.pdf", b"<html>no pdf</html>", "content of this file is not PDF"),
        ("decision.pdf", b"", "The file is empty."),
    ],
)
def test_refused_file_says_why_and_keeps_the_words(
    name: str, content: bytes, said: str, amina: Actor, report: Report
) -> None:
    data = {**FACTS, "relevance": "Shows the framework.", "file": pdf(name, content)}
    response = as_person(amina).post(add_page("file"), data)
    assert response.status_code == 400
    page = text(response)
    assert said in page
    assert "Shows the framework." in page
    assert "Cabinet decision 114" in page
    assert "choose it again" in page
    assert stored() == []
    assert not storages["evidence"].exists("KEN")


def test_too_large_file_names_the_limit(amina: Actor, report: Report, settings) -> None:
    settings.MAX_UPLOAD_MB = 1
    large = pdf(content=PDF + b"0" * 1024 * 1024)
    response = as_person(amina).post(add_page("file"), {**FACTS, "file": large})
    assert response.status_code == 400
    assert "larger than 1 MB" in text(response)
    assert stored() == []


def test_no_file_chosen_is_said(amina: Actor, report: Report) -> None:
    response = as_person(amina).post(add_page("file"), FACTS)
    assert response.status_code == 400
    assert "Choose the file to send." in text(response)


def test_unknown_form_of_evidence_is_no_page(amina: Actor, report: Report) -> None:
    assert as_person(amina).get(add_page("video")).status_code == 404


def test_viewer_is_told_why_and_stranger_finds_nothing(
    otieno: Actor, kari: Actor, report: Report
) -> None:
    data = {**FACTS, "url": "https://law.example/114"}
    assert as_person(otieno).get(add_page("link")).status_code == 403
    assert as_person(otieno).post(add_page("link"), data).status_code == 403
    assert as_person(kari).post(add_page("link"), data).status_code == 404
    assert stored() == []


# --- changing and removing ----------------------------------------------------------------------


def test_document_is_changed(amina: Actor, report: Report) -> None:
    document = factories.make_evidence(factories.entry_of(report), **FACTS)
    url = reverse("tracker:evidence-change", args=[document.public_id])
    client = as_person(amina)
    assert "Cabinet decision 114" in text(client.get(url))
    data = {**FACTS, "title": "Decision 115", "url": document.url, "version": 1}
    assert client.post(url, data)["Location"] == f"{entry_page()}#evidence"
    document.refresh_from_db()
    assert (document.title, document.version) == ("Decision 115", 2)


def test_stale_change_writes_nothing(amina: Actor, report: Report) -> None:
    document = factories.make_evidence(factories.entry_of(report), **FACTS)
    Evidence.internal.filter(pk=document.pk).update(version=5)
    url = reverse("tracker:evidence-change", args=[document.public_id])
    data = {**FACTS, "title": "A title typed at length", "url": document.url, "version": 1}
    response = as_person(amina).post(url, data)
    assert response.status_code == 409
    assert "A title typed at length" in text(response)
    document.refresh_from_db()
    assert document.title == "Cabinet decision 114"


def test_removing_asks_first_and_takes_the_file_away(
    amina: Actor, report: Report, django_capture_on_commit_callbacks
) -> None:
    document = with_file(report, amina)
    url = reverse("tracker:evidence-remove", args=[document.public_id])
    client = as_person(amina)
    assert "Remove the document?" in text(client.get(url))
    assert len(stored()) == 1
    with django_capture_on_commit_callbacks(execute=True):
        client.post(url, {"version": document.version})
    assert stored() == []
    assert not storages["evidence"].exists(document.file.name)


@pytest.mark.parametrize("route", ["tracker:evidence-change", "tracker:evidence-remove"])
def test_others_change_and_remove_nothing(
    route: str, otieno: Actor, kari: Actor, report: Report
) -> None:
    document = factories.make_evidence(factories.entry_of(report), **FACTS)
    url = reverse(route, args=[document.public_id])
    data = {**FACTS, "title": "Mine now", "url": document.url, "version": 1}
    assert as_person(otieno).post(url, data).status_code == 403
    assert as_person(kari).post(url, data).status_code == 404
    assert as_person(kari).get(url).status_code == 404
    assert [d.title for d in stored()] == ["Cabinet decision 114"]


# --- the file -----------------------------------------------------------------------------------


def test_file_comes_as_an_attachment_that_no_browser_opens(amina: Actor, report: Report) -> None:
    document = with_file(report, amina)
    response = as_person(amina).get(file_page(document))
    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Disposition"].startswith('attachment; filename="decision.pdf"')
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("sandbox")
    assert response["Cache-Control"] == "private, no-store"


def test_draft_file_is_not_there_for_strangers(amina: Actor, kari: Actor, report: Report) -> None:
    document = with_file(report, amina)
    rita = factories.reviewer("KEN")
    for client in (Client(), as_person(kari), as_person(rita)):
        assert status_of_file(client, document) == 404


def test_file_that_is_restricted_is_not_there_for_a_viewer_or_contributor(
    amina: Actor, otieno: Actor, report: Report
) -> None:
    document = with_file(report, amina)
    Evidence.internal.update(confidentiality=Confidentiality.RESTRICTED)
    treasury = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    assert status_of_file(as_person(otieno), document) == 404
    assert status_of_file(as_person(treasury), document) == 404
    assert status_of_file(as_person(amina), document) == 200


def test_published_public_file_opens_for_everybody(amina: Actor, report: Report) -> None:
    factories.answer(report)
    document = with_file_of_public(report, amina)
    assert status_of_file(Client(), document) == 404
    factories.published(report)
    assert status_of_file(Client(), document) == 200


def with_file_of_public(report: Report, amina: Actor) -> Evidence:
    data = {**FACTS, "confidentiality": "public", "file": pdf()}
    as_person(amina).post(add_page("file"), data)
    return Evidence.objects.working().get(form="file")


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ('a"b;c.pdf', "a_b_c.pdf"),
        ("Plan d’action.pdf", "Plan d_action.pdf"),
        ("خطة.pdf", "___.pdf"),
    ],
)
def test_file_name_is_sent_so_that_no_header_breaks(name: str, plain: str) -> None:
    header = disposition(name)
    assert header.startswith(f"attachment; filename=\"{plain}\"; filename*=UTF-8''")
    assert header.isascii()
    assert "\n" not in header
