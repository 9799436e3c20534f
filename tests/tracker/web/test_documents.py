"""The pages of documents that a worker makes."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import factories, standins
from tests.tracker.domain.test_export_jobs import ordered
from tracker.documents import kinds, making
from tracker.domain import export_jobs as verbs
from tracker.domain import publication
from tracker.models import ExportJob, Report

pytestmark = pytest.mark.django_db

PAGE = "/en/export/documents/"
PUBLIC = "/en/members/KEN/2026.pdf"
# What browsers say they take.
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.fixture(autouse=True)
def _standins(monkeypatch: pytest.MonkeyPatch, settings) -> None:
    monkeypatch.setattr(kinds, "MODULES", dict.fromkeys(kinds.MODULES, standins.HERE))
    settings.ACCOUNT_RATE_LIMITS = False


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    return factories.published(report)


def text(response: Any) -> str:
    return b"".join(response).decode()


def form(**more: str) -> dict[str, str]:
    base = {"document": "country_report.pdf", "member": "KEN", "cycle": "2026", "language": "fr"}
    return {**base, **more}


def test_empty_page_says_so_and_offers_what_the_seat_may_order(sign_in, amina, report):
    page = sign_in(amina).get(PAGE)
    assert page.status_code == 200
    said = text(page)
    assert "You have ordered no document yet" in said
    assert "Country report: PDF" in said
    assert "Meeting pack" not in said
    assert "http-equiv" not in said


def test_order_shows_a_progress_bar_and_the_address_keeps_the_choice(sign_in, amina, report):
    client = sign_in(amina)
    answer = client.post(PAGE, form())
    assert answer.status_code == 302
    assert "language=fr" in answer["Location"]
    said = text(client.get(answer["Location"]))
    assert "1 document is being made." in said
    assert '<meta http-equiv="refresh" content="4">' in said
    assert said.index("<noscript>") < said.index("http-equiv") < said.index("</noscript>")
    assert '<progress id="bar-' in said
    assert '<option value="fr" selected>' in said
    assert verbs.claim() is not None
    ExportJob.objects.update(progress=40)
    part = text(client.get(PAGE + "jobs/"))
    assert 'value="40"' in part
    assert "<html" not in part


def test_made_document_is_fetched_under_the_headers_of_a_file(sign_in, amina, kari, report):
    job = ordered(amina, report)
    making.make_next()
    client = sign_in(amina)
    said = text(client.get(PAGE))
    assert "Download" in said
    assert "data-open" not in said
    answer = client.get(f"{PAGE}{job.public_id}/file/")
    assert b"".join(answer.streaming_content) == b"en\nWhat KEN did about 2022-08."
    assert answer["Cache-Control"] == "private, no-store"
    assert answer["Content-Type"] == "application/pdf"
    assert 'filename="country-report-KEN-2026-en.pdf"' in answer["Content-Disposition"]
    assert answer["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("path", ["file/", "remove/"])
def test_document_of_somebody_else_is_no_page(client, amina, kari, report, path):
    job = ordered(amina, report)
    making.make_next()
    reviewer = factories.reviewer("KEN")
    for actor in (kari, reviewer):
        client.force_login(actor.user)
        assert client.get(f"{PAGE}{job.public_id}/{path}").status_code == 404
    client.logout()
    assert client.get(f"{PAGE}{job.public_id}/{path}").status_code == 302


def test_withdrawn_document_is_a_410_with_a_button_that_makes_it_again(sign_in, amina, report):
    job = ordered(amina, report)
    making.make_next()
    publication.withdraw_edition(report)
    client = sign_in(amina)
    answer = client.get(f"{PAGE}{job.public_id}/file/")
    assert answer.status_code == 410
    assert "withdrawn or closed since" in text(answer)
    assert "Make it again" in text(answer)
    assert "Make it again" in text(client.get(PAGE))
    again = client.post(f"{PAGE}{job.public_id}/retry/")
    assert again.status_code == 302
    job.refresh_from_db()
    assert job.state == "waiting"


def test_expired_and_failed_documents_say_so(sign_in, amina, report):
    job = ordered(amina, report)
    making.make_next()
    week = dt.timedelta(days=8)
    ExportJob.objects.update(ready_at=timezone.now() - week, expires_at=timezone.now())
    client = sign_in(amina)
    assert "Expired" in text(client.get(PAGE))
    assert client.get(f"{PAGE}{job.public_id}/file/").status_code == 410
    verbs.make_again(amina, job)
    held = verbs.claim()
    verbs.fail(held, "too_long")
    said = text(client.get(PAGE))
    assert "It took too long" in said
    assert "Try again" in said
    assert client.get(f"{PAGE}{job.public_id}/file/").status_code == 409


def test_remove_asks_and_removes(sign_in, amina, report):
    job = ordered(amina, report)
    client = sign_in(amina)
    assert "Remove the document?" in text(client.get(f"{PAGE}{job.public_id}/remove/"))
    stale = client.post(f"{PAGE}{job.public_id}/remove/", {"version": "7"})
    assert stale.status_code == 409
    assert ExportJob.objects.count() == 1
    client.post(f"{PAGE}{job.public_id}/remove/", {"version": "1"})
    assert ExportJob.objects.count() == 0


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"member": ""}, "Choose the member of the report."),
        ({"document": "annual_pack.xlsx"}, "Select a valid choice"),
        ({"cycle": "1999"}, "Select a valid choice"),
    ],
)
def test_wrong_form_is_a_400_and_orders_nothing(sign_in, amina, report, wrong, said):
    answer = sign_in(amina).post(PAGE, form(**wrong))
    assert answer.status_code == 400
    assert said.split()[0] in text(answer)
    assert ExportJob.objects.count() == 0


def test_list_of_many_asks_no_more_questions_than_that_of_one(
    sign_in, amina, report, django_assert_max_num_queries
):
    client = sign_in(amina)
    for language in ("en", "fr", "ar"):
        ordered(amina, report, language=language)
    making.make_waiting()
    with django_assert_max_num_queries(12):
        client.get(PAGE + "jobs/")


# --- for everybody --------------------------------------------------------------------------------


def test_public_report_is_made_on_demand_and_then_fetched(client: Client, report):
    first = client.get(PUBLIC, headers=BROWSER)
    assert first.status_code == 202
    assert '<meta http-equiv="refresh" content="4">' in text(first)
    assert client.get(PUBLIC, headers=BROWSER).status_code == 202
    assert ExportJob.objects.count() == 1
    making.make_next()
    answer = client.get(PUBLIC)
    assert answer.status_code == 200
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content).startswith(b"en\n")


@pytest.mark.parametrize("said", [{}, {"Accept": "*/*"}, {"Accept": "application/pdf"}])
def test_script_keeps_no_page_for_a_report_and_hears_when_to_come_back(client, report, said):
    first = client.get(PUBLIC, headers=said)
    assert (first.status_code, first["Retry-After"]) == (503, "4")
    making.make_next()
    answer = client.get(PUBLIC, headers=said)
    assert b"".join(answer.streaming_content).startswith(b"en\n")


@pytest.mark.parametrize(
    ("address", "language"),
    [("/ar/members/KEN/2026.docx", "ar"), ("/es/members/KEN/2026.pdf", "en")],
)
def test_public_report_speaks_the_language_of_the_page(client: Client, report, address, language):
    client.get(address)
    client.get(f"{PUBLIC}?language=fr")
    assert {job.language for job in ExportJob.objects.all()} == {language, "fr"}
    assert client.get(f"{PUBLIC}?language=tlh").status_code == 404


def test_what_is_not_published_has_no_public_report(client: Client, amina, report):
    publication.withdraw_edition(report)
    factories.put(report, state="withdrawn", withdrawn_at=timezone.now())
    client.force_login(amina.user)
    assert client.get(PUBLIC).status_code == 404
    assert ExportJob.objects.count() == 0


def test_public_report_that_cannot_be_made_says_why(client: Client, report, monkeypatch):
    def nothing(*_args: Any) -> None:
        raise standins.NotMade("Every answer is for the Network.")

    monkeypatch.setattr(standins, "write", nothing)
    client.get(PUBLIC)
    making.make_next()
    answer = client.get(PUBLIC)
    assert (answer.status_code, answer["Retry-After"]) == (503, "600")
    assert "Every answer is for the Network." in text(answer)


def test_address_that_asks_for_new_documents_too_often_waits(client: Client, report, settings):
    settings.ACCOUNT_RATE_LIMITS = {"document": "1/m/ip"}
    assert client.get(PUBLIC, headers=BROWSER).status_code == 202
    assert client.get(PUBLIC, headers=BROWSER).status_code == 202
    assert client.get(f"{PUBLIC}?language=fr", headers=BROWSER).status_code == 429
    assert ExportJob.objects.count() == 1


def test_members_page_links_to_its_report_and_says_how_large(client: Client, report):
    said = text(client.get("/en/members/KEN/"))
    assert f'href="{PUBLIC}?language=en"' in said
    assert f'href="{PUBLIC}?language=ar"' in said
    assert "bytes" not in said
    client.get(PUBLIC)
    making.make_next()
    assert "bytes" in text(client.get("/en/members/KEN/"))
    assert ".pdf" not in text(client.get("/en/members/NOR/"))
