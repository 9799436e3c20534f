"""What whoever ordered a document hears of it in the inbox, and when the line goes."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories, standins
from tests.tracker.domain.test_export_jobs import DAY, end, let_the_lease_end, made, ordered
from tracker import notices
from tracker.document_enums import DocumentKind, JobState, Unmade
from tracker.documents import kinds, making
from tracker.domain import document_lines
from tracker.domain import export_jobs as verbs
from tracker.domain.sweeping import sweep_files
from tracker.models import ExportJob, Notice, OutgoingMail, ProgressEntry, Reminder, Report

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _standins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MODULES", dict.fromkeys(kinds.MODULES, standins.HERE))


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    return factories.published(report)


def standing(actor: Actor) -> list[tuple[str, str]]:
    rows = Notice.objects.filter(seat=actor.seat, recipient=actor.user, cleared_at=None)
    return [(line.sentence, line.url) for line in notices.lines(rows)]


def failed(actor: Actor, report: Report, **more: Any) -> ExportJob:
    job = ordered(actor, report, **more)
    verbs.fail(verbs.claim(), Unmade.BROKEN)
    job.refresh_from_db()
    return job


def test_ready_document_is_told_to_its_seat_with_its_place_and_last_day_and_without_mail(
    amina, report
):
    job = made(amina, report)
    until = notices.date_long(timezone.localtime(job.expires_at).date(), "en")
    assert standing(amina) == [
        (
            "Your document is ready: country report of Kenya for 2026, PDF, kept until " + until,
            f"/en/export/documents/#job-{job.public_id}",
        )
    ]
    assert Notice.objects.count() == 1
    assert not OutgoingMail.objects.exists()
    assert not Reminder.objects.exists()


def test_failed_document_is_told_without_why_and_with_the_place_to_try_again(amina, report):
    job = ordered(amina, report, format="docx")
    verbs.fail(verbs.claim(), Unmade.NOTHING, "Secret words.")
    assert standing(amina) == [
        (
            "Your document could not be made: country report of Kenya for 2026, DOCX",
            f"/en/export/documents/#job-{job.public_id}",
        )
    ]


@pytest.mark.parametrize("state", [JobState.READY, JobState.FAILED])
@pytest.mark.parametrize("kind", DocumentKind.values)
def test_every_kind_has_its_sentence_in_either_end(report, kind, state):
    actor = factories.reviewer("KEN")
    facts = {"kind": kind, "format": "xlsx" if kind == "annual_pack" else "pdf"}
    facts["member"] = report.member if kind == "country_report" else None
    (made if state == JobState.READY else failed)(actor, report, **facts)
    ((sentence, _url),) = standing(actor)
    assert DocumentKind(kind).label.lower() in sentence
    assert ("ready" if state == JobState.READY else "could not be made") in sentence


def test_job_that_is_lost_three_times_is_told_once(amina, report):
    ordered(amina, report)
    for _ in range(4):
        verbs.claim()
        let_the_lease_end()
    assert verbs.claim() is None
    ((sentence, _url),) = standing(amina)
    assert "could not be made" in sentence


def test_line_and_state_are_written_together_or_not_at_all(amina, report, monkeypatch):
    def broken(_job: ExportJob) -> None:
        raise RuntimeError

    job = ordered(amina, report)
    held = verbs.claim()
    monkeypatch.setattr(document_lines, "tell", broken)
    with pytest.raises(RuntimeError):
        verbs.fail(held, Unmade.BROKEN)
    with open(__file__, "rb") as content, pytest.raises(RuntimeError):
        verbs.finish(held, amina, content)
    job.refresh_from_db()
    assert job.state == JobState.MAKING


def test_maker_that_lost_its_job_tells_nobody(amina, report):
    ordered(amina, report)
    slept = verbs.claim()
    let_the_lease_end()
    verbs.claim()
    verbs.fail(slept, Unmade.BROKEN)
    with open(__file__, "rb") as content, pytest.raises(verbs.Lost):
        verbs.finish(slept, amina, content)
    assert not Notice.objects.exists()


def test_nobody_hears_of_what_is_for_everybody_or_of_a_seat_that_ended(amina, report):
    verbs.for_everybody(report.member, report.cycle, "pdf", "en")
    ordered(amina, report)
    end(amina.seat)
    making.make_waiting()
    assert set(ExportJob.objects.values_list("state", flat=True)) == {"ready", "failed"}
    assert not Notice.objects.exists()


def test_line_goes_once_the_file_is_fetched(amina, report):
    job, other = made(amina, report), made(amina, report, format="docx")
    verbs.fetched(amina, job)
    ((sentence, url),) = standing(amina)
    assert "DOCX" in sentence
    assert str(other.public_id) in url


def test_line_goes_when_the_document_is_removed(amina, report):
    job = made(amina, report)
    verbs.remove(amina, job, job.version)
    assert standing(amina) == []


def test_document_made_again_is_told_again_once(amina, report):
    job = failed(amina, report)
    verbs.make_again(amina, job)
    assert standing(amina) == []
    assert making.make_next()
    ((sentence, _url),) = standing(amina)
    assert sentence.startswith("Your document is ready")
    assert Notice.objects.count() == 2


def test_sweep_takes_lines_of_what_expired_or_is_gone_and_no_other(
    amina, kari, report, django_assert_num_queries
):
    made(amina, report)
    failed(amina, report, format="docx")
    gone = made(kari, report)
    # As its row goes with the daily sweep, without a verb of its owner.
    ExportJob.objects.filter(pk=gone.pk).delete()
    with django_assert_num_queries(4):
        document_lines.clear_over(timezone.now())
    assert standing(kari) == []
    assert len(standing(amina)) == 2
    sweep_files(timezone.now() + 8 * DAY)
    ((sentence, _url),) = standing(amina)
    assert "could not be made" in sentence
    sweep_files(timezone.now() + 60 * DAY)
    assert standing(amina) == []


def test_another_seat_of_the_same_person_is_told_nothing_and_clears_nothing(amina, report):
    job = made(amina, report)
    other = factories.actor(factories.make_seat(Role.VIEWER, "KEN", amina.user))
    assert standing(other) == []
    verbs.fetched(other, job)
    assert len(standing(amina)) == 1


def test_words_of_the_document_are_in_no_line(amina, report):
    made(amina, report)
    words = set(ProgressEntry.internal.exclude(narrative="").values_list("narrative", flat=True))
    (row,) = Notice.objects.all()
    assert words
    assert set(row.facts) == {"document", "cycle", "format", "member", "due"}
    assert not [value for value in row.facts.values() if value in words]
