"""Restricted text stands in the history only as its hash."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models
from pghistory.models import Context, Event

from accounts.actor import Actor
from accounts.history import guard_history
from tests import factories
from tests.tracker.web.pages import as_person, controls, entry_page, text
from tracker.domain import budgets, evidence, progress, review
from tracker.enums import Confidentiality, EvidenceForm, Status
from tracker.models import ProgressEntry, Report, ReviewComment
from tracker.models.content import MemberContent
from tracker.queries.history import version_of
from tracker.sealing import seal_restricted

pytestmark = pytest.mark.django_db
SECRET = "Zainabs-shelter"
CLOSED = {"confidentiality": Confidentiality.RESTRICTED}
# Columns that the rows' own words never reach: codes, tags and sums of known things.
NO_WORDS = {
    "pgh_label",
    "language",
    "carried_from",
    "currency",
    "budget_currency",
    "cost_currency",
    "sha256",
    "original_sha256",
    "content_type",
    "field",
}


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def everything_told() -> Iterator[tuple[str, str]]:
    """Every row of every table of events, and of the contexts, as text."""
    for model in [*(m for m in apps.get_models() if issubclass(m, Event)), Context]:
        with connection.cursor() as cursor:
            cursor.execute(f'SELECT to_jsonb(t)::text FROM "{model._meta.db_table}" t')
            yield from ((model.__name__, row) for (row,) in cursor.fetchall())


def told(word: str = SECRET) -> list[str]:
    return [name for name, row in everything_told() if word in row]


def seal(row: models.Model, said: str) -> str:
    salted = f"{row.public_id}{said}".encode()  # type: ignore[attr-defined]
    return "sha256:" + base64.b64encode(hashlib.sha256(salted).digest()).decode()


def test_restricted_words_are_nowhere_in_the_history(amina: Actor, report: Report) -> None:
    entry = factories.entry_of(report)
    element = entry.recommendation.elements.first()
    assert element is not None
    document = {"title": f"Title {SECRET}", "kind": "other", "language": "en", **CLOSED}
    document |= {"issued_by": SECRET, "relevance": SECRET, "page_pin": SECRET}
    progress.record(amina, entry, 1, {"status": Status.SUSPENDED, "status_reason": "War."} | CLOSED)
    progress.record(
        amina,
        entry,
        2,
        {
            "status_reason": f"Why: {SECRET}",
            "narrative": f"Told by {SECRET}",
            "obstacles": SECRET,
            "next_steps": SECRET,
            "elements": {element.code: {"state": "not_applicable", "reason": SECRET}},
        },
    )
    link = {"form": EvidenceForm.LINK, "url": f"https://x.example/{SECRET}"}
    row = evidence.add(amina, [entry], document | link)
    evidence.change(amina, row, 1, {"title": f"Another {SECRET}"})
    line = budgets.add_line(
        amina, report, entry.recommendation, {"title": SECRET, "body": SECRET, "share_percent": 7}
    )
    figure = factories.make_figure(report, line, amount="7531")
    budgets.remove_figure(amina, report, figure, 1)
    evidence.remove(amina, row, 2)
    assert told() == []
    assert told("7531") == []
    stored = factories.entry_of(report)
    assert (stored.narrative, stored.obstacles) == (f"Told by {SECRET}", SECRET)
    event = stored.events.order_by("pgh_id").last()
    assert event.narrative == seal(stored, f"Told by {SECRET}")
    assert set(event.elements) == {"sha256"}


def test_hash_of_the_same_words_differs_from_row_to_row(report: Report) -> None:
    for code in ("2022-08", "2022-09"):
        factories.answer(report, code, Status.IN_PROGRESS, narrative=SECRET, **CLOSED)
    model = ProgressEntry.pgh_event_model
    assert model.objects.filter(narrative__startswith="sha256:").values("narrative").count() == 2
    assert model.objects.filter(narrative__startswith="sha256:").distinct("narrative").count() == 2


def test_sealed_row_put_back_by_hand_is_not_sealed_twice(report: Report) -> None:
    entry = factories.answer(report, status=Status.IN_PROGRESS, narrative=SECRET, **CLOSED)
    event = entry.events.order_by("pgh_id").last()
    before = (event.narrative, json.dumps(event.elements))
    event.pgh_id = None
    event.save(force_insert=True)
    event.refresh_from_db()
    assert (event.narrative, json.dumps(event.elements)) == before


def test_words_open_to_the_member_stay_readable_in_the_history(report: Report) -> None:
    entry = factories.answer(report, narrative="The committee met.", confidentiality="member")
    then = version_of(entry, entry.version)
    assert then is not None
    assert then.narrative == "The committee met."


def test_comment_on_a_restricted_answer_is_sealed_and_others_are_not(
    amina: Actor, report: Report
) -> None:
    closed = factories.answer(report, "2022-08", Status.IN_PROGRESS, **CLOSED)
    opened = factories.answer(report, "2022-09", Status.IN_PROGRESS)
    factories.submitted(report, amina.seat)
    reviewer = factories.reviewer("KEN")
    asked = review.comment(reviewer, report, closed, "narrative", f"Who is {SECRET}?")
    review.comment(reviewer, report, opened, "narrative", "Since when?")
    ReviewComment.internal.filter(pk=asked.pk).update(answer=f"{SECRET}, as you know")
    assert told() == []
    assert told("Since when?") == ["ReviewCommentEvent"]
    assert asked.events.order_by("pgh_id").last().answer == seal(asked, f"{SECRET}, as you know")


@pytest.mark.parametrize(
    "model",
    [m for m in apps.get_models() if issubclass(m, MemberContent)] + [ReviewComment],
    ids=lambda m: m.__name__,
)
def test_every_free_text_of_a_model_with_a_class_is_sealed(model: type[models.Model]) -> None:
    table = model.pgh_event_model._meta.db_table  # type: ignore[attr-defined]
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgenabled, encode(tgargs, 'escape') FROM pg_trigger "
            "WHERE tgname = 'history_seal' AND tgrelid = %s::regclass",
            [table],
        )
        found = cursor.fetchone()
    assert found, f"Seal {table} in its migration: tracker/sealing.py."
    enabled, arguments = found
    texts = (models.CharField, models.TextField, models.JSONField, models.FileField)
    fields = model.pgh_event_model._meta.fields  # type: ignore[attr-defined]
    free = {f.name for f in fields if isinstance(f, texts) and not f.choices}
    assert enabled == "A"
    assert free - NO_WORDS <= set(arguments.split("\\000")), table


def test_conflict_in_a_restricted_answer_shows_both_texts(amina: Actor, report: Report) -> None:
    """What it was before nobody can say any more, so nothing is joined silently."""
    factories.answer(report, status=Status.IN_PROGRESS, narrative="As it was.", **CLOSED)
    client = as_person(amina)
    data = controls(client)
    entry = factories.entry_of(report)
    progress.record(amina, entry, entry.version, {"narrative": "Written by the deputy."})
    response = client.post(entry_page(), data | {"obstacles": "Typed by the focal point."})
    assert response.status_code == 409
    shown = text(response)
    for words in ("As it was.", "Written by the deputy.", "Typed by the focal point."):
        assert words in shown
    assert "sha256:" not in shown
    assert factories.entry_of(report).narrative == "Written by the deputy."


def test_migration_seals_what_the_history_holds_already(report: Report) -> None:
    table = ProgressEntry.pgh_event_model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f"DROP TRIGGER history_seal ON {table}")
        cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    entry = factories.answer(report, status=Status.IN_PROGRESS, narrative=SECRET, **CLOSED)
    opened = factories.answer(report, "2022-09", Status.IN_PROGRESS, narrative="Open words.")
    assert told() == ["ProgressEntryEvent"]
    with connection.schema_editor() as editor:
        seal_restricted(editor, table, ["narrative", "elements"])
        guard_history(None, editor)
    assert told() == []
    assert entry.events.order_by("pgh_id").last().narrative == seal(entry, SECRET)
    assert opened.events.order_by("pgh_id").last().narrative == "Open words."
