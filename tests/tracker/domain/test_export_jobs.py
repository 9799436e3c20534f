"""Documents that are ordered: by whom, how often, and what becomes of the file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.utils import timezone

from accounts.actor import Actor
from accounts.enums import Role
from accounts.models import Appointment, Member
from tests import factories, standins
from tests.tracker.domain.test_review_races import at_once
from tracker.document_enums import JobState, Unmade
from tracker.documents import kinds, making
from tracker.domain import export_jobs as verbs
from tracker.domain import publication
from tracker.domain.errors import Conflict, Gone, IllegalMove, NoLonger, NotAllowed, TooMany
from tracker.domain.sweeping import sweep_files
from tracker.enums import Confidentiality
from tracker.models import BudgetLine, CivilSocietyView, ExportJob, ProgressEntry, Report

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture(autouse=True)
def _standins(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kinds, "MODULES", dict.fromkeys(kinds.MODULES, standins.HERE))


@pytest.fixture
def report(db: None) -> Report:
    """Kenya's, published with one answer."""
    report = factories.make_report("KEN")
    factories.answer(report, "2022-08")
    return factories.published(report)


def ordered(actor: Actor, report: Report, **more: Any) -> ExportJob:
    facts = {"kind": "country_report", "format": "pdf", "language": "en", **more}
    facts.setdefault("member", report.member)
    return verbs.order(actor, cycle=report.cycle, **facts)


def made(actor: Actor, report: Report, **more: Any) -> ExportJob:
    job = ordered(actor, report, **more)
    assert making.make_next()
    job.refresh_from_db()
    assert job.state == JobState.READY, job.why
    return job


def content_of(job: ExportJob) -> bytes:
    with job.file.open("rb") as file:
        return file.read()


def files() -> list[Path]:
    return [p for p in Path(django_settings.EVIDENCE_DIR).rglob("documents/*") if p.is_file()]


def rows() -> list[dict[str, Any]]:
    return list(ExportJob.objects.order_by("pk").values())


# --- ordering -------------------------------------------------------------------------------------


def test_order_is_made_and_lies_under_a_random_name(amina, report):
    job = made(amina, report)
    assert (job.progress, job.tries, job.reason, job.lease_token) == (100, 1, "", None)
    assert job.file.name.startswith("documents/")
    assert job.file_name == "country-report-KEN-2026-en.pdf"
    assert content_of(job) == b"en\nWhat KEN did about 2022-08."
    assert job.size == 30
    assert len(job.sha256) == 64
    assert dt.timedelta(days=6, hours=23) < job.expires_at - timezone.now() <= 7 * DAY
    verbs.require_fetching(amina, job)


def test_same_order_comes_back_while_it_waits_and_is_a_new_one_afterwards(amina, report):
    first = ordered(amina, report)
    assert ordered(amina, report) == first
    assert ordered(amina, report, format="docx") != first
    making.make_waiting()
    assert ordered(amina, report) != first


def test_more_than_three_of_a_seat_do_not_wait(amina, kari, report):
    for language in ("en", "fr", "ar"):
        ordered(amina, report, language=language)
    before = rows()
    with pytest.raises(IllegalMove, match="3 documents of yours are waiting"):
        ordered(amina, report, format="docx")
    assert rows() == before
    assert ordered(amina, report, language="fr").language == "fr"
    assert ordered(kari, report)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "poem"}, "kind"),
        ({"format": "xlsx"}, "format"),
        ({"language": "tlh"}, "language"),
        ({"member": None}, "member"),
        ({"kind": "meeting_pack"}, "member"),
    ],
)
def test_wrong_order_names_its_field_and_writes_nothing(report, wrong, field):
    with pytest.raises(ValidationError) as refused:
        ordered(factories.reviewer("KEN"), report, **wrong)
    assert set(refused.value.message_dict) == {field}
    assert rows() == []


MAY = {
    "country_report": set(Role.values),
    "meeting_pack": {"co_chair", "reviewer", "administrator"},
    "annual_pack": {"reviewer", "administrator"},
}


@pytest.mark.parametrize("kind", MAY)
@pytest.mark.parametrize("role", Role.values)
def test_role_orders_what_the_table_says(report, kind, role):
    member = None if role in ("reviewer", "co_chair", "administrator") else "KEN"
    actor = factories.actor(factories.make_seat(role, member))
    facts = {"kind": kind, "format": "xlsx" if kind == "annual_pack" else "pdf"}
    facts["member"] = report.member if kind == "country_report" else None
    if role in MAY[kind]:
        assert made(actor, report, **facts).role == role
    else:
        with pytest.raises(NotAllowed):
            ordered(actor, report, **facts)
        assert rows() == []


def test_job_is_seen_by_the_seat_that_ordered_it_alone(amina, otieno, kari, report):
    job = ordered(amina, report)
    other_seat = factories.actor(factories.make_seat(Role.VIEWER, "KEN", amina.user))
    strangers = [otieno, kari, other_seat, factories.reviewer("KEN")]
    strangers.append(factories.actor(factories.make_seat(Role.ADMINISTRATOR)))
    for actor in strangers:
        assert not ExportJob.objects.visible_to(actor).exists()
        with pytest.raises(Gone):
            verbs.remove(actor, job, 1)
    with pytest.raises(Gone):
        verbs.make_again(kari, job)
    assert list(ExportJob.objects.visible_to(amina)) == [job]


# --- making ---------------------------------------------------------------------------------------


def test_maker_reads_as_the_owner_and_says_how_far_it_is(amina, kari, report, monkeypatch):
    factories.answer(report, "2022-03", narrative="A draft of Kenya.")
    assert b"A draft of Kenya." in content_of(made(amina, report))
    seen = []
    monkeypatch.setattr(
        verbs, "say_progress", lambda job, n, say=verbs.say_progress: (seen.append(n), say(job, n))
    )
    assert b"A draft of Kenya." not in content_of(made(kari, report))
    assert seen == [50, 100]


def end(seat: Appointment) -> None:
    Appointment.objects.filter(pk=seat.pk).update(ended_at=timezone.now(), end_reason="Left.")


def close(seat: Appointment) -> None:
    seat.user.is_active = False
    seat.user.save()


def freeze(seat: Appointment) -> None:
    Member.objects.filter(pk=seat.member_id).update(frozen_at=timezone.now(), frozen_reason="Coup.")


def change(seat: Appointment) -> None:
    Appointment.objects.filter(pk=seat.pk).update(role=Role.VIEWER)


@pytest.mark.parametrize("what", [end, close, freeze, change])
def test_seat_that_changed_before_the_making_gets_nothing(
    amina, report, what: Callable[[Appointment], None]
):
    job = ordered(amina, report)
    what(amina.seat)
    assert making.make_next()
    job.refresh_from_db()
    assert (job.state, job.reason, job.file.name) == ("failed", "not_allowed", "")
    assert job.why
    assert files() == []


def test_what_cannot_be_made_says_why_and_can_be_retried(amina, report):
    publication.withdraw_edition(report)
    ProgressEntry.internal.update(narrative="")
    job = ordered(amina, report)
    making.make_next()
    job.refresh_from_db()
    assert (job.state, job.reason, job.why) == ("failed", "nothing", standins.NOTHING)
    factories.answer(report, "2022-03")
    verbs.make_again(amina, job)
    job.refresh_from_db()
    assert (job.state, job.why, job.tries) == ("waiting", "", 0)
    making.make_next()
    job.refresh_from_db()
    assert job.state == JobState.READY


def test_fault_of_ours_is_told_without_its_words(amina, report, monkeypatch, caplog):
    def broken(*_args: Any) -> None:
        raise RuntimeError("secret words")

    monkeypatch.setattr(standins, "write", broken)
    job = ordered(amina, report)
    making.make_next()
    job.refresh_from_db()
    assert (job.state, job.reason) == ("failed", "broken")
    assert "secret" not in job.why
    assert "could not be made" in caplog.text


def test_time_limit_of_the_worker_is_told(amina, report, monkeypatch):
    def slow(*_args: Any) -> None:
        raise making.SoftTimeLimitExceeded

    monkeypatch.setattr(standins, "write", slow)
    job = ordered(amina, report)
    making.make_next()
    job.refresh_from_db()
    assert (job.state, job.reason) == ("failed", "too_long")
    assert "too long" in job.why


def let_the_lease_end() -> None:
    ExportJob.objects.filter(state="making").update(lease_until=timezone.now() - DAY)


def test_killed_maker_loses_nothing_and_the_third_time_it_is_said(amina, report):
    job = ordered(amina, report)
    for tries in (1, 2, 3):
        assert verbs.claim() == job
        assert verbs.claim() is None
        let_the_lease_end()
        job.refresh_from_db()
        assert (job.state, job.tries) == ("making", tries)
    assert verbs.claim() is None
    job.refresh_from_db()
    assert (job.state, job.reason) == ("failed", "lost")


def test_maker_that_slept_through_its_lease_changes_nothing(amina, report):
    ordered(amina, report)
    slept = verbs.claim()
    let_the_lease_end()
    awake = verbs.claim()
    before = rows()
    with pytest.raises(verbs.Lost):
        verbs.say_progress(slept, 90)
    with open(__file__, "rb") as content, pytest.raises(verbs.Lost):
        verbs.finish(slept, amina, content)
    verbs.fail(slept, Unmade.BROKEN)
    assert rows() == before
    assert files() == []
    with open(__file__, "rb") as content:
        verbs.finish(awake, amina, content)
    assert len(files()) == 1


def test_progress_never_goes_back_and_never_beyond_a_hundred(amina, report):
    ordered(amina, report)
    job = verbs.claim()
    for said, shown in ((40, 40), (20, 40), (900, 100)):
        verbs.say_progress(job, said)
        job.refresh_from_db()
        assert job.progress == shown


def test_people_come_before_everybody_and_in_their_order(amina, kari, report):
    shared = verbs.for_everybody(report.member, report.cycle, "pdf", "en")
    first, second = ordered(kari, report), ordered(amina, report)
    assert [verbs.claim() for _ in range(4)] == [first, second, shared, None]


@pytest.mark.django_db(transaction=True)
def test_two_makers_never_claim_one_job(amina, report):
    for language in ("en", "fr", "ar"):
        ordered(amina, report, language=language)
    claimed = [job for job in at_once([verbs.claim] * 6) if job is not None]
    assert len({job.pk for job in claimed}) == len(claimed) == 3


@pytest.mark.django_db(transaction=True)
def test_orders_of_one_moment_pass_no_limit_and_write_no_twin(amina, report):
    langs = ("en", "fr", "ar")
    deeds = [
        lambda f=f, lang=lang: ordered(amina, report, format=f, language=lang)
        for f in ("pdf", "docx")
        for lang in (*langs, *langs)
    ]
    found = at_once(deeds)
    assert ExportJob.objects.count() == 3
    assert {job.pk for job in found if isinstance(job, ExportJob)} == set(
        ExportJob.objects.values_list("pk", flat=True)
    )


# --- fetching -------------------------------------------------------------------------------------


def test_file_of_a_changed_seat_is_not_given(amina, report):
    job = made(amina, report)
    change(amina.seat)
    amina.seat.refresh_from_db()
    with pytest.raises(NoLonger, match="other rows"):
        verbs.require_fetching(amina, job)


def test_file_of_a_frozen_member_is_not_given(amina, report):
    job = made(amina, report)
    freeze(amina.seat)
    seat = Appointment.objects.get(pk=amina.seat.pk)
    with pytest.raises(NotAllowed, match="frozen"):
        verbs.require_fetching(factories.actor(seat), job)


def test_reviewer_of_other_members_gets_no_file_of_the_old_ones(report):
    actor = factories.reviewer("KEN")
    job = made(actor, report)
    actor.seat.assigned_members.set(Member.objects.filter(code="NOR"))
    with pytest.raises(NoLonger):
        verbs.require_fetching(factories.actor(actor.seat), job)


def test_unready_file_is_not_given(amina, report):
    job = ordered(amina, report)
    with pytest.raises(IllegalMove):
        verbs.require_fetching(amina, job)


def withdraw(report: Report) -> None:
    publication.withdraw_edition(report)


def embargo(report: Report) -> None:
    line = BudgetLine.objects.working().get(member=report.member_id)
    BudgetLine.internal.filter(pk=line.pk).update(embargo_until=timezone.now().date() + DAY)
    publication.hold_back(line)


def narrow(report: Report) -> None:
    entries = ProgressEntry.objects.published().filter(report=report)
    entries.update(confidentiality=Confidentiality.NETWORK)


def silence(report: Report) -> None:
    CivilSocietyView.internal.update(audience="secretariat")


def take_view_back(report: Report) -> None:
    CivilSocietyView.internal.all().delete()


@pytest.mark.parametrize("what", [withdraw, embargo, narrow, silence, take_view_back])
@pytest.mark.parametrize("who", ["amina", "kari", "everybody"])
def test_file_is_not_given_once_anything_in_it_was_taken_back(amina, kari, report, what, who):
    factories.make_figure(report, factories.make_line(report))
    publication.publish_edition(report)
    CivilSocietyView.internal.create(
        member=report.member, cycle=report.cycle, view="differs", audience="public",
        recommendation=factories.entry_of(report).recommendation,
        author=factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN"),
    )  # fmt: skip
    if who == "everybody":
        job = verbs.for_everybody(report.member, report.cycle, "pdf", "en")
        making.make_next()
        job.refresh_from_db()
        assert verbs.current(report.member, report.cycle, "pdf", "en") == job
        what(report)
        assert verbs.current(report.member, report.cycle, "pdf", "en") is None
        return
    actor = amina if who == "amina" else kari
    job = made(actor, report)
    verbs.require_fetching(actor, job)
    what(report)
    # What the Network reads is open to Kari still; it was narrowed, for whomever.
    with pytest.raises(NoLonger, match="withdrawn or closed"):
        verbs.require_fetching(actor, job)
    verbs.make_again(actor, job)
    if what is not withdraw or who == "amina":
        making.make_next()
        job.refresh_from_db()
        verbs.require_fetching(actor, job)


def test_own_row_narrowed_or_removed_takes_the_file_of_its_readers_along(amina, otieno, report):
    job = made(otieno, report)
    entry = factories.entry_of(report)
    ProgressEntry.internal.filter(pk=entry.pk).update(confidentiality="restricted")
    with pytest.raises(NoLonger):
        verbs.require_fetching(otieno, job)
    job = made(otieno, report, format="docx")
    factories.entry_of(report, "2022-03").delete()
    with pytest.raises(NoLonger):
        verbs.require_fetching(otieno, job)


def test_drafting_takes_nobodys_file_away(amina, kari, report):
    mine, theirs = made(amina, report), made(kari, report)
    entry = factories.answer(report, "2022-03", narrative="More.")
    ProgressEntry.internal.filter(pk=entry.pk).update(narrative="Still more.")
    factories.make_line(report)
    factories.entry_of(factories.make_report("NOR", report.cycle)).delete()
    verbs.require_fetching(amina, mine)
    factories.entry_of(report, "2022-04").delete()
    verbs.require_fetching(kari, theirs)


def test_restricted_row_that_goes_betrays_itself_to_nobody(otieno, report):
    entry = factories.entry_of(report, "2022-03")
    ProgressEntry.internal.filter(pk=entry.pk).update(confidentiality="restricted")
    view = CivilSocietyView.internal.create(
        member=report.member, cycle=report.cycle, view="differs", audience="secretariat",
        recommendation=entry.recommendation,
        author=factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN"),
    )  # fmt: skip
    job = made(otieno, report)
    entry.delete()
    view.delete()
    verbs.require_fetching(otieno, job)


@pytest.mark.django_db(transaction=True)
def test_withdrawal_that_was_under_way_while_the_file_was_read_counts(amina, report):
    """It is noted with a time before the reading, and committed after it."""
    job = ordered(amina, report)

    def make() -> bool:
        try:
            return making.make_next()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as thread:
        with transaction.atomic():
            publication.withdraw_edition(report)
            assert thread.submit(make).result()
        job.refresh_from_db()
    assert b"What KEN did" in content_of(job)
    with pytest.raises(NoLonger):
        verbs.require_fetching(amina, job)


# --- expiring, sweeping, removing -----------------------------------------------------------------


def expire(job: ExportJob, days: int = 8) -> None:
    gone = dt.timedelta(days=days)
    ExportJob.objects.filter(pk=job.pk).update(
        ready_at=job.ready_at - gone, expires_at=job.expires_at - gone
    )
    job.refresh_from_db()


def test_expired_file_is_not_given(amina, report):
    job = made(amina, report)
    expire(job)
    assert job.is_expired
    with pytest.raises(NoLonger, match="seven days"):
        verbs.require_fetching(amina, job)


@pytest.mark.django_db(transaction=True)
def test_sweep_takes_expired_files_and_never_a_live_one(amina, kari, report):
    job, live = made(amina, report), made(kari, report)
    expire(job)
    assert sweep_files(timezone.now() + 2 * DAY) == 1
    assert [p.name for p in files()] == [Path(live.file.name).name]
    job.refresh_from_db()
    assert (job.state, job.file.name, job.is_expired) == ("ready", "", True)
    verbs.make_again(amina, job)
    making.make_next()
    job.refresh_from_db()
    verbs.require_fetching(amina, job)
    assert len(files()) == 2


def test_rows_nobody_asks_for_go_after_a_month_those_for_everybody_at_once(amina, report):
    job = made(amina, report)
    shared = verbs.for_everybody(report.member, report.cycle, "pdf", "en")
    making.make_next()
    shared.refresh_from_db()
    for one in (job, shared):
        expire(one)
    verbs.sweep_documents()
    verbs.sweep_documents()
    assert list(ExportJob.objects.all()) == [job]
    expire(job, 31)
    verbs.sweep_documents()
    assert rows() == []


@pytest.mark.django_db(transaction=True)
def test_removed_order_takes_its_file_along_and_stops_its_maker(amina, report):
    job = made(amina, report)
    with pytest.raises(Conflict):
        verbs.remove(amina, job, job.version - 1)
    assert len(files()) == 1
    verbs.remove(amina, job, job.version)
    assert (rows(), files()) == ([], [])
    job = ordered(amina, report)
    held = verbs.claim()
    verbs.remove(amina, job, job.version)
    with pytest.raises(verbs.Lost):
        verbs.say_progress(held, 50)


def test_ready_file_that_stands_is_not_made_again(amina, report):
    job = made(amina, report)
    before = rows()
    with pytest.raises(IllegalMove, match="ready"):
        verbs.make_again(amina, job)
    assert rows() == before


# --- for everybody --------------------------------------------------------------------------------


def test_report_for_everybody_is_made_once_from_what_everybody_reads(amina, report):
    factories.answer(report, "2022-03", narrative="A draft of Kenya.")
    ask = (report.member, report.cycle, "pdf", "en")
    job = verbs.for_everybody(*ask)
    assert verbs.for_everybody(*ask) == job
    making.make_next()
    job.refresh_from_db()
    assert content_of(job) == b"en\nWhat KEN did about 2022-08."
    assert verbs.for_everybody(*ask) == job
    publication.publish_edition(report)
    newer = verbs.for_everybody(*ask)
    assert newer != job
    making.make_next()
    assert verbs.for_everybody(*ask) == newer
    CivilSocietyView.internal.create(
        member=report.member, cycle=report.cycle, view="differs", audience="public",
        recommendation=factories.entry_of(report).recommendation,
        author=factories.make_seat(Role.CIVIL_SOCIETY_MONITOR, "KEN"),
    )  # fmt: skip
    assert verbs.for_everybody(*ask) != newer


def test_no_more_than_thirty_wait_for_everybody(report, monkeypatch):
    monkeypatch.setattr(verbs, "MOST_OF_EVERYBODY", 1)
    verbs.for_everybody(report.member, report.cycle, "pdf", "en")
    with pytest.raises(TooMany):
        verbs.for_everybody(report.member, report.cycle, "pdf", "fr")
    assert len(rows()) == 1


def test_what_failed_for_everybody_is_tried_again_after_a_pause(report):
    publication.withdraw_edition(report)
    ask = (report.member, report.cycle, "pdf", "en")
    job = verbs.for_everybody(*ask)
    making.make_next()
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert verbs.for_everybody(*ask) == job
    ExportJob.objects.update(ordered_at=timezone.now() - verbs.PAUSE)
    assert verbs.for_everybody(*ask) != job
