"""What happens when two things happen at once (reliability D4, D6, D8, D9, D11): real threads, real
connections, and where the order matters, one held up between its question and its write."""

from __future__ import annotations

import csv
import datetime as dt
import io
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction

from accounts.enums import Role
from tests import factories
from tests.drawing import PROOF
from tests.proofs.crowd import at_once, held_up
from tests.tracker.api.conftest import Api, throttled
from tracker.domain import assignments, budgets, evidence, progress, review, seats
from tracker.domain.errors import Duplicate, IllegalMove, NotAllowed
from tracker.domain.workflow import perform
from tracker.models import (
    Assignment,
    BudgetFigure,
    Evidence,
    IdempotencyRecord,
    ProgressEntry,
    Report,
    ReviewComment,
)

pytestmark = pytest.mark.django_db(transaction=True)

ROUNDS = 200 if PROOF else 6
CODE = "2022-08"


@pytest.fixture(autouse=True)
def _no_throttle(settings: Any) -> None:
    throttled(settings, None)


@pytest.fixture
def report(db: None) -> Report:
    report = factories.make_report("KEN")
    factories.answer(report)
    return report


def document() -> Evidence:
    return Evidence.internal.select_related("member").get()


def statuses(answers: list[Any]) -> list[Any]:
    """The status of each, or the fault where it came to one."""
    return sorted((getattr(a, "status_code", repr(a)) for a in answers), key=str)


# --- D4: one key, one effect ---------------------------------------------------------------------


def test_fifty_with_one_key_make_one_row_and_get_one_answer(report: Report, amina: Any) -> None:
    entry = factories.entry_of(report, CODE)
    deputy = factories.actor(factories.make_seat(Role.DEPUTY, "KEN"))
    said = {"entries": [str(entry.public_id)], "form": "held", "kind": "other", "language": "en"}
    others = {**said, "title": "Decision 5"}
    said["title"] = "Decision 4"
    ours, theirs = [Api(amina) for _n in range(50)], Api(deputy)

    def post(caller: Api, body: dict[str, Any]) -> Any:
        return lambda: caller.post("evidence/", body, Idempotency_Key="k1")

    answers = at_once([post(caller, said) for caller in ours] + [post(theirs, others)])
    first, mine = answers.pop(), [a for a in answers if a.status_code == 201]
    assert set(statuses(answers)) <= {201, 409}
    assert len({a.content for a in mine}) == 1
    assert sum("Idempotent-Replayed" not in a for a in mine) == 1
    assert first.status_code == 201
    # As after a crash behind the commit: the answer was never heard, and is given again.
    assert post(ours[0], said)().content == mine[0].content
    differing = at_once([post(caller, others) for caller in ours[:4]])
    assert statuses(differing) == [422] * 4
    titles = sorted(Evidence.internal.values_list("title", flat=True))
    assert titles == ["Act of KEN", "Decision 4", "Decision 5"]
    assert IdempotencyRecord.objects.count() == 2


# --- D6: removed, changed and sent at the same moment ---------------------------------------------


def test_change_of_a_removed_document_is_a_404_and_writes_nothing(
    report: Report, amina: Any
) -> None:
    row, caller = document(), Api(amina)
    path = f"evidence/{row.public_id}/"
    with held_up(evidence, "recorded", lambda: caller.patch(path, {"title": "New"})) as late:
        assert Api(amina).delete(path).status_code == 204
    assert late.result().status_code == 404
    assert not Evidence.internal.exists()


def test_removal_of_a_changed_document_is_a_412_and_keeps_the_change(
    report: Report, amina: Any
) -> None:
    row, caller = document(), Api(amina)
    path = f"evidence/{row.public_id}/"
    with held_up(evidence, "recorded", lambda: caller.delete(path)) as late:
        assert Api(amina).patch(path, {"title": "New"}).status_code == 200
    assert late.result().status_code == 412
    assert document().title == "New"


def test_figure_that_names_a_document_removed_meanwhile_is_refused(
    report: Report, amina: Any
) -> None:
    line, row, caller = factories.make_line(report), document(), Api(amina)
    body = {
        "line": str(line.public_id),
        "stage": "spent",
        "period_start": "2025-07-01",
        "period_end": "2026-06-30",
        "currency": "KES",
        "amount": "12.50",
        "data_state": "reported",
        "evidence": str(row.public_id),
    }
    with held_up(budgets, "recorded", lambda: caller.post("budget-figures/", body)) as late:
        assert Api(amina).delete(f"evidence/{row.public_id}/").status_code == 204
    refused = late.result()
    assert refused.status_code == 400
    assert refused.json()["errors"][0]["pointer"] == "/evidence"
    assert not BudgetFigure.internal.exists()


def test_removed_changed_and_sent_at_once_leave_no_orphan(report: Report, amina: Any) -> None:
    entry = factories.entry_of(report, CODE)
    for turn in range(ROUNDS):
        file = SimpleUploadedFile("table.csv", b"a,b\n1,2\n")
        said = {"entries": [str(entry.public_id)], "form": "file", "kind": "other"}
        said |= {"title": f"Table {turn}", "language": "en"}
        sent = Api(amina).upload("evidence/", {**said, "file": file})
        path = f"evidence/{sent.json()['id']}/"
        again = SimpleUploadedFile("table.csv", b"c,d\n3,4\n")
        done = at_once(
            [
                lambda path=path: Api(amina).delete(path),
                lambda path=path: Api(amina).delete(path),
                lambda path=path: Api(amina).patch(path, {"title": "New"}),
                lambda said=said, again=again: Api(amina).upload(
                    "evidence/", {**said, "file": again}
                ),
            ]
        )
        assert set(statuses(done)) <= {200, 201, 204, 404, 412}
        assert statuses(done).count(204) <= 1
    folder = Path(settings.EVIDENCE_DIR)
    stored = {str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file()}
    assert stored == set(Evidence.internal.exclude(file="").values_list("file", flat=True))
    assert len(stored) >= ROUNDS


def test_two_removals_of_a_figure_are_one(report: Report, amina: Any) -> None:
    figure = factories.make_figure(report, factories.make_line(report))
    path, caller = f"budget-figures/{figure.public_id}/", Api(amina)
    with held_up(budgets, "recorded", lambda: caller.delete(path)) as late:
        assert Api(amina).delete(path).status_code == 204
    assert late.result().status_code == 404


# --- D8: judged by one state ---------------------------------------------------------------------


def late_writes(report: Report, amina: Any) -> dict[str, tuple[Any, Any]]:
    """Every verb that writes into a report, and where it is held up."""
    entry, row = factories.entry_of(report, CODE), document()
    line = factories.make_line(report)
    figure = factories.make_figure(report, line)
    key = {"period_start": dt.date(2024, 1, 1), "period_end": dt.date(2024, 12, 31)}
    facts = {"stage": "spent", "currency": "KES", "data_state": "not_available", **key}
    held = {"form": "held", "title": "Decision", "kind": "other", "language": "en"}
    return {
        "record": (progress, lambda: progress.record(amina, entry, 1, {"narrative": "Late."})),
        "add": (evidence, lambda: evidence.add(amina, [entry], held)),
        "change": (evidence, lambda: evidence.change(amina, row, 1, {"title": "Late."})),
        "remove": (evidence, lambda: evidence.remove(amina, row, 1)),
        "add_line": (
            budgets,
            lambda: budgets.add_line(amina, report, entry.recommendation, {"title": "Late."}),
        ),
        "change_line": (
            budgets,
            lambda: budgets.change_line(amina, report, line, 1, {"title": "Late."}),
        ),
        "record_figure": (budgets, lambda: budgets.record_figure(amina, report, line, facts)),
        "revise_figure": (
            budgets,
            lambda: budgets.revise_figure(amina, report, figure, 1, {"quality": "estimate"}),
        ),
        "remove_figure": (budgets, lambda: budgets.remove_figure(amina, report, figure, 1)),
    }


def written() -> list[Any]:
    models = (ProgressEntry, Evidence, BudgetFigure, ReviewComment)
    return [list(model.internal.order_by("pk").values()) for model in models]


def test_nothing_is_written_into_a_report_that_was_sent_meanwhile(
    report: Report, amina: Any
) -> None:
    """What the receipt fixes is what the reviewer reads: the words at the moment of submission."""
    late = late_writes(report, amina)
    for name, (module, act) in late.items():
        factories.put(report, state="draft")
        before = written()
        with held_up(module, "recorded", act) as future:
            factories.submitted(report, amina.seat)
        assert isinstance(future.result(), NotAllowed), name
        assert written() == before, name


def test_nothing_is_written_for_a_member_that_was_frozen_meanwhile(
    report: Report, amina: Any
) -> None:
    member = report.member
    admin = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    late = late_writes(report, amina)
    for name, (module, act) in late.items():
        before = written()
        with held_up(module, "recorded", act) as future:
            seats.freeze(admin, member, "Change of government")
        assert isinstance(future.result(), NotAllowed), name
        assert written() == before, name
        seats.unfreeze(admin, member, "Settled")


def test_comment_on_a_report_accepted_meanwhile_is_refused(report: Report) -> None:
    factories.submitted(report)
    reader, entry = factories.reviewer("KEN"), factories.entry_of(report, CODE)
    ask = lambda: review.comment(reader, report, entry, "", "Since when?")  # noqa: E731
    with held_up(review, "recorded", ask) as late:
        perform(factories.reviewer("KEN"), report, "accept")
    assert isinstance(late.result(), NotAllowed)
    assert not ReviewComment.internal.exists()


def test_seat_that_ended_during_a_request_writes_at_most_that_one(
    report: Report, amina: Any
) -> None:
    """A request is judged by the seat as it was when it began; the next one by its end."""
    entry, caller = factories.entry_of(report, CODE), Api(amina)
    admin = factories.actor(factories.make_seat(Role.ADMINISTRATOR))
    path = f"entries/{entry.public_id}/"
    with held_up(progress, "recorded", lambda: caller.patch(path, {"narrative": "Late."})) as late:
        seats.end(admin, amina.seat, "Moved on")
        begun_after = Api.patch(caller, path, {"narrative": "Too late."})
    assert late.result().status_code == 200
    assert begun_after.status_code in (401, 403, 404)
    assert factories.entry_of(report, CODE).narrative == "Late."


def test_edits_and_moves_at_once_are_in_one_order(report: Report, amina: Any) -> None:
    """Each edit that was acknowledged came before the submission; no deadlock (D7)."""
    callers = [Api(amina) for _n in range(4)]
    codes = [CODE, "2023-01", "2023-02", "2023-03"]
    for _turn in range(ROUNDS):
        factories.put(report, state="draft", cleared_at=dt.datetime.now(dt.UTC))
        entries = [factories.entry_of(report, code) for code in codes]

        def write(n: int, entries: list[Any] = entries) -> Any:
            said = {"next_steps": "Meet."}
            return callers[n].patch(
                f"entries/{entries[n].public_id}/", said, version=entries[n].version
            )

        def submit() -> Any:
            path = f"reports/{report.public_id}/submit/"
            return Api(amina).post(path, {"agreed": True})

        *done, sent = at_once([*[lambda n=n: write(n) for n in range(4)], submit])
        assert set(statuses(done)) <= {200, 403}, statuses(done)
        assert statuses([sent]) == [200]
        moment = Report.internal.get(pk=report.pk).submitted_at
        fresh = [factories.entry_of(report, code) for code in codes]
        for answer, row, before in zip(done, fresh, entries, strict=True):
            assert row.version == before.version + (answer.status_code == 200)
            assert answer.status_code == 403 or row.updated_at <= moment


# --- D9: one download is one moment ---------------------------------------------------------------


def test_export_during_writes_is_one_snapshot(report: Report, amina: Any) -> None:
    """A writer changes all eighteen answers at once: no file mixes two moments."""
    entries = list(ProgressEntry.internal.values_list("pk", flat=True))
    ProgressEntry.internal.update(status="in_progress", narrative="x" * 4000, obstacles="turn 0")
    mixed = []

    def move() -> None:
        for turn in range(1, ROUNDS + 1):
            with transaction.atomic():
                for pk in entries:
                    ProgressEntry.internal.filter(pk=pk).update(obstacles=f"turn {turn}")

    def read() -> None:
        caller = Api(amina)
        for _turn in range(ROUNDS):
            answered = caller.get("exports/entries.csv")
            said = b"".join(answered.streaming_content).decode("utf-8-sig")
            found = [row["obstacles"] for row in csv.DictReader(io.StringIO(said))]
            mixed.append((len(found), len(set(found))))

    assert at_once([move, read, read]) == [None] * 3
    assert set(mixed) == {(len(entries), 1)}


# --- D11: two of the same name --------------------------------------------------------------------


def test_same_figure_twice_at_once_is_one_and_a_409(report: Report, amina: Any) -> None:
    line = factories.make_line(report)
    callers = [Api(amina) for _n in range(4)]
    for turn in range(ROUNDS):
        body = {
            "line": str(line.public_id),
            "stage": "spent",
            "period_start": f"{2010 + turn % 20}-01-01",
            "period_end": f"{2010 + turn % 20}-{1 + turn // 20:02}-28",
            "currency": "KES",
            "amount": "1",
            "data_state": "reported",
        }
        body["period_end"] = body["period_end"].replace("-01-28", "-01-27")
        done = at_once([lambda c=c, b=body: c.post("budget-figures/", b) for c in callers])
        assert statuses(done) == [201, 409, 409, 409], done
        (made,) = [a.json()["id"] for a in done if a.status_code == 201]
        assert {a.json()["existing"] for a in done if a.status_code == 409} == {made}
    assert BudgetFigure.internal.count() == ROUNDS


def test_same_assignment_twice_at_once_is_one(report: Report, amina: Any) -> None:
    treasury, due = factories.make_seat(Role.CONTRIBUTOR, "KEN"), report.due_on
    entry = factories.entry_of(report, CODE)

    def ask() -> Any:
        return assignments.assign(amina, report, [entry], due, treasury)

    done = at_once([ask] * 4)
    assert {type(found) for found in done} <= {list, Duplicate}
    assert sum(isinstance(found, list) for found in done) >= 1
    assert Assignment.internal.count() == 1


@pytest.mark.parametrize("action", ["accept", "return"])
def test_two_moves_at_once_are_one_and_a_409(report: Report, action: str) -> None:
    factories.submitted(report)
    reader = factories.reviewer("KEN")
    if action == "return":
        review.comment(reader, report, factories.entry_of(report, CODE), "", "Since when?")
    due = dt.datetime.now(dt.UTC).date() + dt.timedelta(days=14)
    said = {"message": "Words.", "due_on": due}
    done = at_once([lambda: perform(reader, report, action, **said)] * 2)
    refusals = [found for found in done if not isinstance(found, Report)]
    assert [type(found) for found in refusals] == [IllegalMove]
    assert Report.internal.get(pk=report.pk).version == 2
