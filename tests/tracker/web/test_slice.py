"""The whole way of one answer through the pages, without a browser: typed by the focal point,
returned and accepted by the reviewer, released, published; and out of reach on the way."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from tests import factories
from tests.hostile import honest
from tests.tracker.web.pages import (
    CODE,
    as_person,
    controls,
    decide,
    entry_page,
    in_days,
    move,
    review_page,
    text,
    typed,
)
from tracker.enums import ReportState
from tracker.models import BudgetFigure, Evidence, Report, ReviewComment

PDF = honest.pdf()
WORDS = "The committee met three times."
LINK = {
    "title": "Decision on the framework",
    "url": "https://law.example/decision",
    "kind": "policy_plan",
    "language": "en",
    "elements": [f"{CODE}-e1"],
    "confidentiality": "public",
    "personal_data": "no",
}


def record(client: Client, report: Report) -> None:
    """Status, words, a figure, a link and a file."""
    data = controls(client) | {
        "status": "partial",
        "narrative": WORDS,
        f"state-{CODE}-e1": "done",
        "confidentiality": "public",
        "is_ready": "on",
        "money-new-allocated-amount": "29,850,000",
        "then": "link",
    }
    to_link = client.post(entry_page(), data)["Location"]
    assert client.post(to_link, LINK)["Location"] == f"{entry_page()}#evidence"
    to_file = client.post(entry_page(), controls(client) | {"then": "file"})["Location"]
    file = SimpleUploadedFile("tables.pdf", PDF, "application/pdf")
    facts = {"title": "Tables", "kind": "statistics_dataset", "language": "en", "file": file}
    facts |= {"confidentiality": "public", "personal_data": "no"}
    assert client.post(to_file, facts).status_code == 302
    entry = factories.entry_of(report)
    assert (entry.status, entry.is_ready, entry.narrative) == ("partial", True, WORDS)
    assert BudgetFigure.objects.working().get(report=report).amount == 29850000
    assert Evidence.objects.working().filter(entries=entry).count() == 2


def nowhere(person: Client, report: Report) -> None:
    """The draft does not exist for this person, at any address."""
    document = Evidence.objects.working().get(form="file", member=report.member)
    entry = factories.entry_of(report)
    for url in (
        review_page(CODE),
        reverse("tracker:evidence-file", args=[document.public_id]),
        reverse("api:report-detail", args=[report.public_id]),
        reverse("api:entry-detail", args=[entry.public_id]),
        reverse("api:evidence-detail", args=[document.public_id]),
    ):
        assert person.get(url).status_code == 404, url
    for url in (
        reverse("api:entry-list"),
        reverse("tracker:recommendation-detail", args=[CODE]),
        reverse("tracker:matrix") + "?group=all",
        reverse("tracker:member-detail", args=["KEN"]),
    ):
        assert WORDS not in text(person.get(url)), url
    export = person.get(reverse("api:export-entries", kwargs={"file_format": "csv"}))
    assert WORDS not in b"".join(export.streaming_content).decode()


@pytest.mark.django_db
def test_answer_travels_from_the_form_over_the_review_to_everybody(
    amina: Actor, kari: Actor
) -> None:
    report = factories.make_report()
    fp, stranger, public = as_person(amina), as_person(kari), Client()
    reviewer = as_person(factories.reviewer("KEN"))
    record(fp, report)
    nowhere(stranger, report)
    assert "Must be fixed" not in text(fp.get(reverse("tracker:check", args=["2026"])))
    assert move(fp, report, "submit", agreed="on").status_code == 302
    assert "Kenya" in text(reviewer.get(reverse("tracker:review-queue")))
    nowhere(stranger, report)

    asked = {"answer": CODE, "field": "money", "text": "What is the source of the figure?"}
    reviewer.post(reverse("tracker:review-comment", args=["KEN", "2026"]), asked)
    assert (
        decide(reviewer, report, "return", message="One question.", **in_days(14)).status_code
        == 302
    )
    page = fp.get(entry_page())
    assert "What is the source of the figure?" in text(page)
    comment = ReviewComment.objects.unscoped().get(report=report)
    fp.post(entry_page(), typed(page) | {f"answer-{comment.public_id}": "Budget law, article 5."})
    assert move(fp, report, "submit", agreed="on").status_code == 302
    assert "Budget law, article 5." in text(reviewer.get(review_page(CODE)))

    assert decide(reviewer, report, "accept").status_code == 400
    comment.refresh_from_db()
    settled = {"answer": CODE, "resolve": str(comment.public_id), "version": comment.version}
    reviewer.post(reverse("tracker:review-comment", args=["KEN", "2026"]), settled)
    assert decide(reviewer, report, "accept").status_code == 302
    assert move(fp, report, "release").status_code == 302
    nowhere(stranger, report)
    assert decide(reviewer, report, "publish").status_code == 302
    report.refresh_from_db()
    assert report.state == ReportState.PUBLISHED

    shown = text(public.get(reverse("tracker:recommendation-detail", args=[CODE])))
    assert "Kenya" in shown
    assert "Partially implemented" in shown
    assert WORDS in text(public.get(reverse("tracker:member-detail", args=["KEN"])))
    assert "Kenya" in text(public.get(reverse("tracker:matrix")))
    rows = public.get(reverse("api:entry-list"), {"recommendation": CODE}).json()["results"]
    assert [(row["member"], row["status"]) for row in rows] == [("KEN", "partial")]
    export = public.get(
        reverse("api:export-entries", kwargs={"file_format": "csv"}), {"recommendation": CODE}
    )
    assert WORDS in b"".join(export.streaming_content).decode()
