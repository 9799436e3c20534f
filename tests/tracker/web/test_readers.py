"""The page that says who reads a row, and the doors that note it."""

from __future__ import annotations

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tracker.models import BudgetLine, Evidence, ProgressEntry, RestrictedRead

pytestmark = pytest.mark.django_db
SECRET = "Where the shelter stands"


@pytest.fixture
def entry(amina: Actor) -> ProgressEntry:
    report = factories.make_report("KEN")
    entry = factories.answer(report, confidentiality="restricted", narrative=SECRET)
    line = factories.make_line(report, confidentiality="restricted")
    factories.make_figure(report, line)
    return entry


def page(kind: str, row) -> str:
    return reverse("tracker:readers", args=[kind, row.public_id])


def test_page_lists_who_finds_the_answer_today_and_nobody_else(entry, sign_in, amina, otieno):
    kari = factories.kari()
    text = sign_in(amina).get(page("answer", entry)).content.decode()
    inside = text.split('id="now-h"')[1].split("</section>")[0]
    assert amina.user.name in inside
    assert otieno.user.name not in inside
    assert kari.user.name not in text


def test_ticked_viewer_is_named_and_unticked_no_more(entry, sign_in, amina, otieno):
    client = sign_in(amina)
    client.post(page("answer", entry), {"named_readers": str(otieno.seat.public_id)})
    assert list(entry.named_readers.all()) == [otieno.seat]
    client.post(page("answer", entry), {})
    assert list(entry.named_readers.all()) == []


def test_unknown_seat_is_refused_with_a_word_and_changes_nothing(entry, sign_in, amina, otieno):
    entry.named_readers.add(otieno.seat)
    stranger = factories.make_seat(Role.VIEWER, "NOR")
    answer = sign_in(amina).post(page("answer", entry), {"named_readers": str(stranger.public_id)})
    assert answer.status_code == 400
    assert list(entry.named_readers.all()) == [otieno.seat]


@pytest.mark.parametrize("kind", ["answer", "document", "money"])
def test_every_kind_of_row_has_its_page_and_a_stranger_finds_none(entry, sign_in, amina, kind):
    row = {
        "answer": entry,
        "document": Evidence.internal.get(),
        "money": BudgetLine.internal.get(),
    }[kind]
    assert sign_in(amina).get(page(kind, row)).status_code == 200
    assert sign_in(factories.kari()).get(page(kind, row)).status_code == 404
    assert sign_in(amina).get(page("plan", row)).status_code == 404


def a_file(entry: ProgressEntry) -> Evidence:
    row = factories.make_evidence(entry, form="held", url="", confidentiality="restricted")
    row.file.save("plan.csv", ContentFile(b"a,b\n"), save=False)
    facts = {"form": "file", "file": row.file.name, "file_name": "plan.csv"}
    facts |= {"content_type": "text/csv", "size": 4, "sha256": "0" * 64}
    Evidence.internal.filter(pk=row.pk).update(**facts)
    return Evidence.internal.get(pk=row.pk)


def reads() -> set[tuple[str, str]]:
    return {(read.kind, str(read.row)) for read in RestrictedRead.objects.all()}


def key(row) -> tuple[str, str]:
    return type(row).__name__, str(row.public_id)


def test_record_page_notes_the_answer_its_document_and_its_money(entry, sign_in, amina):
    sign_in(amina).get(reverse("tracker:entry", args=["2026", "2022-08"]))
    figure = BudgetLine.internal.get().figures.unscoped().get()
    shown = (entry, Evidence.internal.get(), BudgetLine.internal.get(), figure)
    assert reads() == {key(row) for row in shown}


def test_lists_of_codes_and_statuses_note_nothing(entry, sign_in, amina):
    client = sign_in(amina)
    for name in ("tracker:report", "tracker:check"):
        assert SECRET not in client.get(reverse(name, args=["2026"])).content.decode()
    assert SECRET not in client.get(reverse("tracker:work")).content.decode()
    assert reads() == set()


@pytest.mark.parametrize("name", ["tracker:evidence-file", "api:evidence-file"])
def test_download_of_a_restricted_file_is_noted(entry, sign_in, amina, name):
    document = a_file(entry)
    answer = sign_in(amina).get(reverse(name, args=[document.public_id]))
    assert b"".join(answer.streaming_content) == b"a,b\n"
    assert key(document) in reads()


@pytest.mark.parametrize("name", ["tracker:evidence-change", "tracker:evidence-remove"])
def test_page_of_a_restricted_document_is_noted(entry, sign_in, amina, name):
    document = Evidence.internal.get()
    sign_in(amina).get(reverse(name, args=[document.public_id]))
    assert reads() == {key(document)}


@pytest.mark.parametrize("path", ["/api/v1/entries/", "/api/v1/entries/{}/"])
def test_api_notes_restricted_answers(entry, sign_in, amina, path):
    answer = sign_in(amina).get(path.format(entry.public_id))
    assert SECRET in answer.content.decode()
    assert reads() == {key(entry)}


def test_named_reviewer_leaves_a_trace_in_the_review(entry, sign_in):
    reviewer = factories.reviewer("KEN")
    entry.named_readers.add(reviewer.seat)
    factories.submitted(entry.report)
    url = reverse("tracker:review-detail", args=["KEN", "2026"])
    assert SECRET in sign_in(reviewer).get(f"{url}?answer=2022-08").content.decode()
    assert key(entry) in reads()


def test_comment_on_a_restricted_answer_is_hidden_from_who_is_not_named(entry, otieno):
    from tracker.models import ReviewComment

    reviewer = factories.reviewer("KEN")
    comment = ReviewComment.internal.create(
        member=entry.member,
        report=entry.report,
        entry=entry,
        text="Which shelter?",
        author=reviewer.seat,
        round=1,
        sent_at=entry.updated_at,
    )
    assert not ReviewComment.objects.visible_to(otieno).exists()
    entry.named_readers.add(otieno.seat)
    assert ReviewComment.objects.visible_to(otieno).get() == comment
