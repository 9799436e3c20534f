"""The benchmark itself works: it fills a database and produces every row. No figure is asserted."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import connection
from django.test import Client

from benchmarks import callers, results
from benchmarks.bench import Bench
from benchmarks.door import Answer, Ask, HttpDoor, Rate, must_be_well
from benchmarks.load import load
from benchmarks.recorded import EMPTY_VIEW_PER_SECOND
from benchmarks.rounds import LIMIT, NOTHING, OURS, Row, interleaved
from benchmarks.rows import ROWS
from benchmarks.scale import SCALES
from tracker.models import BudgetFigure, Evidence, ProgressEntry

TINY = SCALES["tiny"]


class Straight:
    """A door into the application, without a server: each contender answers once."""

    def __init__(self) -> None:
        self.client = Client()

    def ask(self, wanted: Ask, *, keep: bool = True) -> Answer:
        got = self.client.generic(
            wanted.method,
            wanted.path,
            wanted.body,
            "application/json",
            headers=dict(wanted.headers),
        )
        body = b"".join(got.streaming_content) if got.streaming else got.content
        return Answer(got.status_code, dict(got.headers), len(body), 0.001, 0.001, body)

    def rate(self, wanted: Ask, seconds: float) -> Rate:
        must_be_well(wanted, self.ask(wanted))
        return Rate(1.0, 1.0)


@pytest.fixture
def loaded(db: None) -> None:
    load(TINY)


@pytest.fixture
def bench(loaded: None, settings) -> Iterator[Bench]:
    settings.ROOT_URLCONF = "tests.benchmarks.urls"
    door = Straight()

    def grown(work) -> float:
        work()
        return 0.0

    # Threads of their own connections would not see the rows of this test.
    once = lambda statement, _seconds: _once(statement)  # noqa: E731
    with patch("benchmarks.rows.lists.rate_of", once):
        yield Bench(
            scale=TINY,
            ours=door,
            plain=door,
            growth_of=grown,
            rounds=1,
            seconds=0,
            tenth=door,
            tenth_scale=TINY,
            tenth_headers=callers.token(callers.seat("focal_point@ken")),
        )


def _once(statement: str):
    def run() -> float:
        with connection.cursor() as cursor:
            cursor.execute(statement.replace("%", "%%"), [])
            cursor.fetchall()
        return 1.0

    return run


def test_generator_makes_what_its_scale_says(loaded):
    answers = ProgressEntry.objects.published().filter(report__cycle__code__contains="-")
    assert answers.count() == TINY.answers
    assert BudgetFigure.objects.published().count() == TINY.answers * TINY.figures
    assert Evidence.objects.published().count() == TINY.answers * TINY.documents
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgenabled = 'D' AND NOT tgisinternal")
        assert cursor.fetchone() == (0,)


@pytest.mark.parametrize("word", list(ROWS))
def test_every_row_is_produced(bench, word):
    rows = ROWS[word](bench)
    assert rows
    for row in rows:
        assert row.skipped or row.medians[OURS] > 0, row.key


def test_results_are_kept_as_json_and_written_into_the_docs(tmp_path: Path, capsys):
    rates = {LIMIT: 10.0, OURS: 5.0, NOTHING: EMPTY_VIEW_PER_SECOND / 2}
    row = Row("list", "a page", "requests/s", rates, more_is_better=True)
    target = results.saved([row], TINY, tmp_path)
    results.saved([Row("other", "a file", "s", {OURS: 2.0})], TINY, tmp_path)
    kept = json.loads(target.read_text())
    assert [(one["key"], one["of_the_limit"]) for one in kept] == [("list", 0.5), ("other", None)]
    page = tmp_path / "page.md"
    page.write_text(f"Before\n{results.BEGIN}\nold\n{results.END}\nAfter\n")
    results.documented(target, page)
    text = page.read_text()
    assert "old" not in text
    assert "| a page |" in text
    assert "2.0 times as much here: 40 ms stand for 80" in text
    assert text.startswith("Before\n")
    assert text.endswith("After\n")
    results.shown([row])
    assert "a page" in capsys.readouterr().out


def test_contenders_take_turns_and_the_median_counts():
    found = iter([5.0, 1.0, 9.0])
    assert interleaved({"one": lambda: next(found)}, 3) == {"one": 5.0}


def test_http_door_reads_plain_and_chunked_answers(live_server):
    door = HttpDoor(int(live_server.url.rpartition(":")[2]))
    answer = door.ask(Ask("/healthz"))
    assert answer.status == 200
    assert len(answer.body) == answer.size > 0
    assert door.rate(Ask("/healthz"), 0.05).per_second > 0
