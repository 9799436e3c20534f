"""On the pages: consent is asked for, older documents are named on both, further answers ticked,
the reviewer's check beside the document, and no upload is longer than it may be."""

from __future__ import annotations

import io
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.actor import Actor
from tests import factories
from tests.hostile import honest
from tests.hostile.pages import with_objects
from tests.tracker.web.pages import CODE, as_person, entry_page, text
from tests.tracker.web.test_evidence import FACTS, add_page
from tracker.bodies import measured, most_bytes
from tracker.models import Evidence, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def stored() -> list[Evidence]:
    return list(Evidence.objects.working().order_by("pk"))


def test_nobody_is_let_past_the_question_of_personal_data(amina: Actor, report: Report) -> None:
    unsaid = {k: v for k, v in FACTS.items() if k != "personal_data"}
    assert as_person(amina).post(add_page("held"), unsaid).status_code == 400
    persons = {**FACTS, "personal_data": "yes"}
    response = as_person(amina).post(add_page("held"), persons)
    assert response.status_code == 400
    assert "Say on what consent it rests" in text(response)
    assert stored() == []
    said = {**persons, "consent_basis": "Written, kept by the ministry"}
    assert as_person(amina).post(add_page("held"), said).status_code == 302
    assert stored()[0].consent_basis == "Written, kept by the ministry"


def test_replacing_document_is_shown_on_both(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    client.post(add_page("held"), {**FACTS, "title": "Old act"})
    older = stored()[0]
    new = {**FACTS, "title": "New act", "supersedes": str(older.public_id)}
    assert client.post(add_page("held"), new).status_code == 302
    page = re.sub(r"<[^>]+>|\s+", " ", text(client.get(entry_page())))
    page = re.sub(r" +", " ", page)
    assert "Replaces: Old act" in page
    assert "Replaced by: New act" in page
    change = reverse("tracker:evidence-change", args=[stored()[1].public_id])
    assert client.post(change, {**new, "supersedes": "", "version": 1}).status_code == 302
    assert stored()[1].supersedes is None


def test_further_answers_of_the_report_are_ticked(amina: Actor, report: Report) -> None:
    client = as_person(amina)
    client.post(add_page("held"), {**FACTS, "also": ["2023-08", "2022-09"]})
    served = stored()[0].entries.unscoped().order_by("recommendation__code")
    codes = list(served.values_list("recommendation__code", flat=True))
    assert codes == [CODE, "2022-09", "2023-08"]
    change = reverse("tracker:evidence-change", args=[stored()[0].public_id])
    assert client.post(change, {**FACTS, "also": ["2022-07"], "version": 1}).status_code == 302
    assert served.count() == 4
    assert client.post(change, {**FACTS, "also": ["2099-01"], "version": 2}).status_code == 400


def test_pdf_that_names_its_author_is_taken_with_a_warning(amina: Actor, report: Report) -> None:
    signed = with_objects(b"<< /Author (Amina) >>")
    file = SimpleUploadedFile("law.pdf", signed, "application/pdf")
    response = as_person(amina).post(add_page("file"), {**FACTS, "file": file}, follow=True)
    assert "This PDF says in its properties who made it" in text(response)
    factories.submitted(report)
    page = reverse("tracker:review-detail", args=["KEN", "2026"]) + f"?answer={CODE}"
    shown = text(as_person(factories.reviewer("KEN")).get(page))
    assert "This PDF says in its properties who made it" in shown


def test_reviewer_checks_beside_the_document(amina: Actor, kari: Actor, report: Report) -> None:
    as_person(amina).post(add_page("held"), FACTS)
    factories.submitted(report)
    rita = factories.reviewer("KEN")
    page = reverse("tracker:review-detail", args=["KEN", "2026"]) + f"?answer={CODE}"
    shown = text(as_person(rita).get(page))
    assert "Does it suffice for what the answer says?" in shown
    assert "Evidence is not verification." in shown
    address = reverse("tracker:review-evidence", args=["KEN", "2026"])
    said = {"document": str(stored()[0].public_id), "version": 1, "check": "partly", "answer": CODE}
    assert as_person(kari).post(address, said).status_code == 404
    assert as_person(rita).post(address, {**said, "check": "splendid"}).status_code == 400
    assert as_person(rita).post(address, {**said, "version": 7}).status_code == 409
    assert as_person(rita).post(address, {**said, "document": "x"}).status_code == 404
    assert stored()[0].check_result == "not_checked"
    assert "#f-evidence" in as_person(rita).post(address, said)["Location"]
    assert stored()[0].check_result == "partly"
    assert "Checked: Partly sufficient" in text(as_person(rita).get(page))


def test_head_and_range_ask_for_permission_each_time(
    amina: Actor, kari: Actor, report: Report
) -> None:
    file = SimpleUploadedFile("law.pdf", honest.pdf(), "application/pdf")
    as_person(amina).post(add_page("file"), {**FACTS, "file": file})
    for address in (
        reverse("tracker:evidence-file", args=[stored()[0].public_id]),
        reverse("api:evidence-file", args=[stored()[0].public_id]),
    ):
        head = as_person(amina).head(address)
        assert (head.status_code, head["Accept-Ranges"]) == (200, "none")
        for close in head._resource_closers:
            close()
        part = as_person(amina).get(address, HTTP_RANGE="bytes=0-3", HTTP_IF_NONE_MATCH="*")
        assert part.status_code == 200
        assert b"".join(part.streaming_content) == honest.pdf()
        for method in ("head", "get"):
            refused = getattr(as_person(kari), method)(address, HTTP_RANGE="bytes=0-3")
            assert refused.status_code == 404
            assert "Content-Disposition" not in refused


def test_body_that_is_too_long_is_refused_before_it_is_read(
    amina: Actor, report: Report, settings
) -> None:
    settings.MAX_UPLOAD_MB = 1
    large = SimpleUploadedFile("law.pdf", honest.pdf() + b" " * 2 * 1024 * 1024)
    response = as_person(amina).post(add_page("file"), {**FACTS, "file": large})
    assert response.status_code == 413
    assert "A file may have 1 MB." in text(response)
    assert stored() == []


@pytest.mark.parametrize("beyond", [False, True])
def test_body_in_chunks_gets_a_length_and_no_more_is_read_than_shows_it(settings, beyond) -> None:
    settings.MAX_UPLOAD_MB = 1
    size = most_bytes() * 3 if beyond else 300_000
    given = io.BytesIO(b"x" * size)
    seen = {}

    def app(environ, start_response):
        seen.update(environ, body=environ["wsgi.input"].read())
        return [b""]

    environ = {"HTTP_TRANSFER_ENCODING": "chunked", "wsgi.input": given}
    measured(app)(environ, lambda *_said: None)
    assert int(seen["CONTENT_LENGTH"]) == len(seen["body"])
    assert (len(seen["body"]) > most_bytes()) is beyond
    assert given.tell() < most_bytes() + 128 * 1024
