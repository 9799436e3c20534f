"""The seal: what is in it, that nothing of another class ever is, that it holds for ever, and that
words which are taken back are gone from it in the same transaction."""

from __future__ import annotations

import datetime as dt
import threading
from types import SimpleNamespace

import pytest
from django.db import IntegrityError, connection, connections, transaction

from accounts.actor import SYSTEM, Actor
from tests import factories
from tests.sealing import beside_token, full_report, holds, out_cycle, text_of, token
from tracker.domain import indicators, plans, seats, snapshots, workflow
from tracker.domain.errors import IllegalMove, NotAllowed
from tracker.domain.publication import publish_edition, withdraw_edition
from tracker.enums import Confidentiality
from tracker.models import (
    Action,
    BudgetLine,
    Dataset,
    Evidence,
    Indicator,
    Plan,
    ProgressEntry,
    Report,
    ReportingCycle,
    Snapshot,
    SnapshotRow,
)

pytestmark = pytest.mark.django_db

OF_EACH = {
    "entries": 2, "evidence": 2, "budget-lines": 2, "budget-figures": 2,
    "plans": 2, "actions": 2, "indicators": 2, "measurements": 2,
}  # fmt: skip


@pytest.fixture
def cycle(db: None) -> ReportingCycle:
    return out_cycle()


@pytest.fixture
def reports(cycle: ReportingCycle) -> dict[str, Report]:
    return {m: factories.published(full_report(m, cycle)) for m in ("KEN", "NOR")}


def counted(snapshot: Snapshot) -> dict[str, int]:
    return {file["dataset"]: file["rows"] for file in snapshot.said["files"]}


def left(snapshot: Snapshot, member: str) -> int:
    return snapshot.rows.filter(member__code=member, withdrawn_at=None).count()


def test_seal_freezes_the_public_rows_and_counts_them(cycle, reports):
    factories.make_report("FRA", cycle)
    snapshot = snapshots.seal(SYSTEM, cycle)
    assert snapshot.code == "2026-1"
    assert counted(snapshot) == OF_EACH
    assert (snapshot.said["members_published"], snapshot.said["members_asked"]) == (2, 3)
    assert holds(snapshot)
    for member in reports:
        assert token(member, "public") in text_of(snapshot)


@pytest.mark.parametrize("confidentiality", ["network", "member", "restricted"])
def test_no_word_of_another_class_is_in_it(cycle, reports, confidentiality):
    """Also where the rows were published to the Network, and where drafts go on behind them."""
    ProgressEntry.objects.working().filter(confidentiality="public").update(
        narrative="canary-draft-x"
    )
    text = text_of(snapshots.seal(SYSTEM, cycle))
    assert token("KEN", "public") in text
    assert beside_token("KEN", "public") in text
    for member in reports:
        assert token(member, confidentiality) not in text
        assert beside_token(member, confidentiality) not in text
    assert "canary-draft-x" not in text
    hidden = [
        str(row.public_id)
        for model in (ProgressEntry, Evidence, BudgetLine, Plan, Action, Indicator)
        for row in model.objects.working().filter(confidentiality=confidentiality)
    ]
    assert len(hidden) >= 6
    assert not [key for key in hidden if key in text]


def test_file_of_a_document_and_its_name_stay_out(cycle, reports):
    Evidence.objects.published().update(file_name="canary-file-name-x.pdf")
    assert "canary-file-name-x" not in text_of(snapshots.seal(SYSTEM, cycle))


def test_withdrawn_report_loses_its_words_and_the_seal_still_holds(cycle, reports, amina: Actor):
    first, second = snapshots.seal(SYSTEM, cycle), snapshots.seal(SYSTEM, cycle)
    workflow.perform(amina, reports["KEN"], "withdraw", reason="A person is in danger.")
    for snapshot in (first, second):
        assert token("KEN", "public") not in text_of(snapshot)
        assert token("NOR", "public") in text_of(snapshot)
        assert (left(snapshot, "KEN"), left(snapshot, "NOR")) == (0, 8)
        assert holds(snapshot)
        blank = snapshot.rows.filter(member__code="KEN")
        assert set(blank.values_list("text", "nonce")) == {("", "")}


def test_freeze_that_withdraws_blanks_too(cycle, reports):
    snapshot = snapshots.seal(SYSTEM, cycle)
    member = reports["KEN"].member
    seats.freeze(SYSTEM, member, "A change of government.", unpublish=True)
    assert (left(snapshot, "KEN"), left(snapshot, "NOR")) == (0, 8)
    assert token("KEN", "public") not in text_of(snapshot)
    assert holds(snapshot)


def test_words_are_back_in_the_next_snapshot_only(cycle, reports):
    first = snapshots.seal(SYSTEM, cycle)
    withdraw_edition(reports["KEN"])
    publish_edition(reports["KEN"])
    second = snapshots.seal(SYSTEM, cycle)
    assert (first.code, second.code) == ("2026-1", "2026-2")
    assert (left(first, "KEN"), left(second, "KEN")) == (0, 8)
    assert holds(first)
    assert holds(second)


def test_other_words_under_the_same_class_change_no_snapshot(cycle, reports):
    snapshot = snapshots.seal(SYSTEM, cycle)
    before = text_of(snapshot)
    ProgressEntry.objects.working().filter(confidentiality="public").update(narrative="Newer.")
    publish_edition(reports["KEN"])
    assert text_of(snapshot) == before


@pytest.mark.parametrize("narrower", ["network", "member", "restricted"])
def test_narrowed_answer_goes_with_all_that_hangs_on_it(cycle, reports, narrower):
    snapshot = snapshots.seal(SYSTEM, cycle)
    ProgressEntry.objects.working().filter(
        member=reports["KEN"].member, confidentiality="public"
    ).update(confidentiality=narrower)
    publish_edition(reports["KEN"])
    assert (left(snapshot, "KEN"), left(snapshot, "NOR")) == (4, 8)
    assert token("KEN", "public") not in text_of(snapshot)
    assert holds(snapshot)


def test_narrowed_document_goes_alone(cycle, reports):
    snapshot = snapshots.seal(SYSTEM, cycle)
    Evidence.objects.working().filter(member=reports["KEN"].member).update(
        confidentiality=Confidentiality.MEMBER
    )
    publish_edition(reports["KEN"])
    gone = snapshot.rows.filter(withdrawn_at__isnull=False)
    assert list(gone.values_list("dataset", "member__code")) == [("evidence", "KEN")]
    assert holds(snapshot)


def test_document_narrowed_in_a_later_cycle_goes_from_the_earlier_snapshot(cycle, reports):
    """One document serves two years; the member thinks of the later one only."""
    document = Evidence.objects.working().get(member__code="KEN", confidentiality="public")
    later = factories.make_report("KEN", factories.make_cycle("2027"))
    entry = factories.answer(later, "2022-06", "in_progress")
    document.entries.add(entry)
    factories.published(later)
    snapshot = snapshots.seal(SYSTEM, cycle)
    Evidence.objects.working().filter(pk=document.pk).update(confidentiality="network")
    publish_edition(later)
    gone = snapshot.rows.filter(withdrawn_at__isnull=False)
    assert list(gone.values_list("public_id", flat=True)) == [document.public_id]


def test_seal_waits_for_the_day_of_publication(reports, cycle):
    ReportingCycle.objects.filter(pk=cycle.pk).update(
        publishes_on=dt.datetime.now(dt.UTC).date() + dt.timedelta(days=1)
    )
    cycle.refresh_from_db()
    with pytest.raises(IllegalMove, match="day of publication"):
        snapshots.seal(SYSTEM, cycle)
    assert not Snapshot.objects.exists()


def test_nothing_public_is_nothing_to_seal(cycle):
    factories.make_report("KEN", cycle)
    with pytest.raises(IllegalMove, match="nothing to seal"):
        snapshots.seal(SYSTEM, cycle)
    assert not Snapshot.objects.exists()


def test_member_seats_seal_nothing(cycle, reports, amina: Actor):
    with pytest.raises(NotAllowed):
        snapshots.seal(amina, cycle)
    assert not Snapshot.objects.exists()


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE tracker_snapshot SET sha256 = repeat('0', 64)",
        "UPDATE tracker_snapshot SET header = '{}'",
        "DELETE FROM tracker_snapshot",
        "TRUNCATE tracker_snapshot CASCADE",
        "UPDATE tracker_snapshotrow SET text = '{}'",
        "UPDATE tracker_snapshotrow SET sha256 = repeat('0', 64)",
        "UPDATE tracker_snapshotrow SET position = position + 100",
        "UPDATE tracker_snapshotrow SET text = '', nonce = '', withdrawn_at = now(), position = 9",
        "UPDATE tracker_snapshotrow SET text = '', nonce = '', withdrawn_at = now(),"
        " sha256 = repeat('0', 64)",
        "DELETE FROM tracker_snapshotrow",
        "TRUNCATE tracker_snapshotrow",
    ],
)
def test_database_refuses_every_other_change(cycle, reports, sql):
    snapshot = snapshots.seal(SYSTEM, cycle)
    before = text_of(snapshot)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)
    assert text_of(Snapshot.objects.get()) == before


def test_blanked_row_gets_no_words_again(cycle, reports):
    snapshot = snapshots.seal(SYSTEM, cycle)
    withdraw_edition(reports["KEN"])
    for change in ("text = '{}', nonce = 'x', withdrawn_at = NULL", "withdrawn_at = now()"):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE tracker_snapshotrow SET {change} WHERE withdrawn_at IS NOT NULL"
            )
    assert left(snapshot, "KEN") == 0


def test_same_words_have_another_hash_in_each_snapshot(cycle, reports):
    """So a hash that is left tells nobody what the words were."""
    first, second = snapshots.seal(SYSTEM, cycle), snapshots.seal(SYSTEM, cycle)
    hashes = [set(one.rows.values_list("sha256", flat=True)) for one in (first, second)]
    assert hashes[0].isdisjoint(hashes[1])
    assert set(first.rows.values_list("text")) == set(second.rows.values_list("text"))


@pytest.mark.parametrize("members", [1, 3])
def test_seal_and_withdrawal_ask_a_fixed_number_of_questions(
    cycle, members, django_assert_num_queries
):
    codes = ("KEN", "NOR", "FRA")[:members]
    found = [factories.published(full_report(member, cycle)) for member in codes]
    with django_assert_num_queries(20):
        snapshots.seal(SYSTEM, cycle)
    with django_assert_num_queries(44):
        withdraw_edition(found[0])


@pytest.mark.django_db(transaction=True)
def test_seal_waits_for_a_withdrawal_under_way():
    """Who takes a report back while somebody seals never finds it in the snapshot."""
    cycle = out_cycle()
    kenya = factories.published(full_report("KEN", cycle))
    factories.published(full_report("NOR", cycle))
    sealed: list[Snapshot] = []
    begun = threading.Event()

    def seal() -> None:
        try:
            begun.set()
            sealed.append(snapshots.seal(SYSTEM, cycle))
        finally:
            connections.close_all()

    other = threading.Thread(target=seal)
    with transaction.atomic():
        withdraw_edition(kenya)
        other.start()
        begun.wait()
        waits = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
        with connection.cursor() as cursor:
            while other.is_alive():
                cursor.execute(waits)
                if cursor.fetchone() == (1,):
                    break
        assert not sealed
    other.join()
    assert not SnapshotRow.objects.filter(member__code="KEN").exists()
    assert holds(sealed[0])


@pytest.mark.parametrize("what", ["plan", "indicator"])
def test_withdrawn_plan_or_indicator_leaves_every_snapshot(cycle, reports, amina: Actor, what):
    snapshot = snapshots.seal(SYSTEM, cycle)
    if what == "plan":
        row = Plan.objects.working().get(member__code="KEN", confidentiality="public")
        plans.withdraw(amina, row, row.version, "It names somebody.")
        gone = {"plans", "actions"}
    else:
        row = Indicator.objects.working().get(member__code="KEN", confidentiality="public")
        indicators.withdraw(amina, row, "It names somebody.")
        gone = {"indicators", "measurements"}
    blank = snapshot.rows.filter(withdrawn_at__isnull=False)
    assert set(blank.values_list("dataset", "text", "member__code")) == {
        (dataset, "", "KEN") for dataset in gone
    }
    assert left(snapshot, "NOR") == 8
    assert holds(snapshot)


def test_snapshot_from_before_plans_were_sealed_is_proven_as_it_was(cycle, reports, monkeypatch):
    older = Dataset.values[:4]
    rows = [row for row in snapshots.public_rows(cycle) if row.dataset in older]
    with monkeypatch.context() as patch:
        patch.setattr(snapshots, "public_rows", lambda cycle: iter(rows))
        named = SimpleNamespace(values=older, ENTRIES=Dataset.ENTRIES)
        patch.setattr(snapshots, "Dataset", named)
        old = snapshots.seal(SYSTEM, cycle)
    new = snapshots.seal(SYSTEM, cycle)
    assert (list(counted(old)), list(counted(new))) == (older, Dataset.values)
    assert holds(old)
    assert holds(new)
    withdraw_edition(reports["KEN"])
    assert holds(old)
