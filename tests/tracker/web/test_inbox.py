"""The inbox: a person's own lines, cleared one by one or all at once."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories, standins
from tests.tracker.domain.test_export_jobs import expire, made
from tests.tracker.web.pages import as_person, text
from tracker.documents import kinds
from tracker.domain import publication
from tracker.models import ExportJob, Notice, Report

pytestmark = pytest.mark.django_db
INBOX = "/en/inbox/"


def notice(actor: Actor, key: str, **more: Any) -> Notice:
    facts = {
        "member": actor.seat.member.code,
        "cycle": "2026",
        "due": "2026-12-18",
        "since": "2026-11-20",
        "open": 11,
        "asked": 16,
        "comments": 0,
    }
    return Notice.objects.create(
        dedup_key=key,
        recipient=actor.user,
        seat=actor.seat,
        subject="report:x",
        rule="submission_due",
        text_code="answers_open",
        facts=facts,
        **more,
    )


def test_inbox_shows_what_the_mail_said_with_its_link(amina: Actor) -> None:
    notice(amina, "1")
    page = text(as_person(amina).get(INBOX))
    assert "Kenya: 11 of 16 answers still open, due 18 December 2026" in page
    assert "/en/report/2026/" in page


def test_nobody_sees_or_clears_anothers_lines(amina: Actor, kari: Actor) -> None:
    mine = notice(amina, "1")
    client = as_person(kari)
    assert "still open" not in text(client.get(INBOX))
    client.post(INBOX, {"notice": mine.pk})
    client.post(INBOX)
    mine.refresh_from_db()
    assert mine.cleared_at is None


def test_one_line_is_cleared_and_then_all(amina: Actor) -> None:
    first, second = notice(amina, "1"), notice(amina, "2")
    client = as_person(amina)
    client.post(INBOX, {"notice": first.pk})
    first.refresh_from_db()
    second.refresh_from_db()
    assert first.cleared_at is not None
    assert second.cleared_at is None
    client.post(INBOX)
    assert "Nothing new." in text(client.get(INBOX))


def test_lines_name_their_topic_and_what_was_cleared_stays_a_month(amina: Actor) -> None:
    now = timezone.now()
    notice(amina, "1")
    assert "Deadlines of reports, plans and figures" in text(as_person(amina).get(INBOX))
    Notice.objects.update(cleared_at=now - dt.timedelta(days=29))
    page = text(as_person(amina).get(INBOX))
    assert "Nothing new." in page
    assert "Cleared in the last 30 days" in page
    assert "Kenya: 11 of 16 answers still open" in page
    Notice.objects.update(cleared_at=now - dt.timedelta(days=31))
    assert "still open" not in text(as_person(amina).get(INBOX))


def test_line_that_stands_beside_cleared_ones_says_nothing_of_clearing(amina: Actor) -> None:
    notice(amina, "1", cleared_at=timezone.now())
    notice(amina, "2")
    page = text(as_person(amina).get(INBOX))
    assert page.count("told on") == 2
    assert page.count("cleared on") == 1


def test_notice_that_is_no_number_clears_nothing(amina: Actor) -> None:
    mine = notice(amina, "1")
    as_person(amina).post(INBOX, {"notice": "all of them"})
    mine.refresh_from_db()
    assert mine.cleared_at is None


def test_public_signs_in_first() -> None:
    assert Client().get(INBOX).status_code == 302


def test_queries_do_not_grow_with_the_lines(amina: Actor, django_assert_num_queries) -> None:
    factories.make_report()
    client = as_person(amina)
    notice(amina, "0")
    client.get(INBOX)
    with django_assert_num_queries(8):
        client.get(INBOX)
    for n in range(1, 9):
        notice(amina, str(n))
    with django_assert_num_queries(8):
        client.get(INBOX)


# --- documents ------------------------------------------------------------------------------------


@pytest.fixture
def report(db: None, monkeypatch: pytest.MonkeyPatch) -> Report:
    """Kenya's, of which documents are made at once."""
    monkeypatch.setattr(kinds, "MODULES", dict.fromkeys(kinds.MODULES, standins.HERE))
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    return factories.published(report)


def test_ready_document_stands_in_the_inbox_until_it_is_fetched(amina: Actor, report) -> None:
    job = made(amina, report)
    client = as_person(amina)
    page = text(client.get(INBOX))
    assert "Your document is ready: country report of Kenya for 2026, PDF" in page
    assert f'href="/en/export/documents/#job-{job.public_id}"' in page
    assert f'id="job-{job.public_id}"' in text(client.get("/en/export/documents/"))
    file = f"/en/export/documents/{job.public_id}/file/"
    assert b"".join(client.head(file).streaming_content) == b""
    assert "Nothing new." not in text(client.get(INBOX))
    assert b"".join(client.get(file).streaming_content)
    assert "Nothing new." in text(client.get(INBOX))


def test_document_is_told_at_the_seat_that_ordered_it_alone(amina: Actor, report) -> None:
    made(amina, report)
    other = factories.make_seat(Role.VIEWER, "NOR", amina.user)
    client = as_person(amina)
    assert "Your document is ready" in text(client.get(INBOX))
    client.post("/en/seat/", {"seat": other.public_id})
    assert "Your document" not in text(client.get(INBOX))
    client.post(INBOX)
    assert Notice.objects.get().cleared_at is None


@pytest.mark.parametrize("what", ["expired", "withdrawn", "gone"])
def test_line_goes_at_once_when_its_document_is_not_given_any_more(
    amina: Actor, report, what: str
) -> None:
    job = made(amina, report)
    if what == "expired":
        expire(job)
    elif what == "withdrawn":
        publication.withdraw_edition(report)
    else:
        ExportJob.objects.all().delete()
    assert "Nothing new." in text(as_person(amina).get(INBOX))


def test_queries_do_not_grow_with_documents(
    amina: Actor, report, django_assert_num_queries
) -> None:
    client = as_person(amina)
    made(amina, report)
    client.get(INBOX)
    with django_assert_num_queries(10):
        client.get(INBOX)
    for language in ("fr", "ar"):
        made(amina, report, language=language)
    with django_assert_num_queries(10):
        client.get(INBOX)
