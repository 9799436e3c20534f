from __future__ import annotations

import io
from typing import Any

import psycopg
import pytest
from openpyxl import load_workbook

from tests import factories
from tests.tracker.exports.test_datasets import in_json
from tests.workers import database_url
from tracker.documents.annual_pack import write
from tracker.documents.order import NotMade, Order
from tracker.domain import export_jobs
from tracker.exports.datasets import DATASETS
from tracker.queries.alphabet import sort_key


@pytest.fixture
def report(db):
    report = factories.make_report("KEN")
    factories.answer(report, narrative="=1")
    factories.answer(
        report, "2022-01", "not_started", confidentiality="network", narrative="canary"
    )
    factories.make_figure(report, factories.make_line(report), amount="1250000")
    return report


def made(report, language: str = "en", told: list[int] | None = None) -> Any:
    out = io.BytesIO()
    seen = [] if told is None else told
    order = Order("annual_pack", "xlsx", language, report.cycle)
    write(factories.reviewer("KEN"), order, out, seen.append)
    return load_workbook(io.BytesIO(out.getvalue()))


def values(sheet: Any) -> list[tuple[Any, ...]]:
    return list(sheet.iter_rows(values_only=True))


def test_pack_is_not_made_before_anything_is_published(report):
    with pytest.raises(NotMade, match="2026 is published"):
        made(report)


def test_pack_holds_coverage_first_and_every_dataset_with_a_codebook(report):
    factories.published(report)
    book = made(report)
    head = ["About this file", "Coverage", "Statuses", "Matrix", "Where money stops"]
    assert book.sheetnames == [*head, *DATASETS, "Columns", "Codes"]
    assert dict(values(book["About this file"]))["Coverage"] == "1 of 87 members"
    _head, *groups = values(book["Coverage"])
    assert [(row[1], row[2] > 0) for row in groups if row[1]] == [(1, True)]
    assert sum(row[2] for row in groups) == 87
    for name in ("entries", "budgets", "members", "recommendations"):
        assert len(values(book[name])) - 1 == len(in_json(DATASETS[name])) > 0
    explained = {row[:2] for row in values(book["Columns"])}
    assert ("entries", "narrative") in explained


def test_matrix_and_statuses_hold_the_numbers_of_the_page(report):
    factories.published(report)
    book = made(report)
    head, *rows = values(book["Matrix"])
    (kenya,) = [row for row in rows if row[0] == "KEN"]
    said = dict(zip(head, kenya, strict=True))
    assert said["2022-08"] == "partial"
    assert said["2022-01"] == "not_reported"
    assert said["2023-01"] is None
    head, *rows = values(book["Statuses"])
    (counted,) = [dict(zip(head, row, strict=True)) for row in rows if row[0] == "2022-08"]
    assert (counted["partial"], counted["answered"]) == (1, 1)
    assert counted["not_reported"] == counted["asked"] - 1


def test_pack_holds_nothing_that_is_not_public_whoever_orders_it(report):
    factories.published(report)
    text = "".join(str(row) for sheet in made(report) for row in values(sheet))
    assert "canary" not in text


def test_progress_rises_to_the_end(report):
    factories.published(report)
    told: list[int] = []
    made(report, told=told)
    assert told == sorted(told)
    assert told[-1] == 100


def test_sheets_run_from_the_right_in_arabic(report):
    factories.published(report)
    assert all(sheet.sheet_view.rightToLeft for sheet in made(report, "ar"))


def test_words_are_english_and_names_those_of_the_language_in_its_alphabet(report):
    factories.published(report)
    book = made(report, "ar")
    head = ["About this file", "Coverage", "Statuses", "Matrix", "Where money stops"]
    assert book.sheetnames == [*head, *DATASETS, "Columns", "Codes"]
    assert "Filters" in dict(values(book["About this file"]))
    assert values(book["Codes"])[0] == ("Columns", "Code", "Meaning")
    _head, *rows = values(book["Matrix"])
    names = [row[1] for row in rows]
    assert "كينيا" in names
    assert names == sorted(names, key=lambda name: sort_key(name, "ar"))
    assert names != [row[1] for row in sorted(rows)]


@pytest.mark.django_db(transaction=True)
def test_others_see_how_far_a_pack_is_while_it_is_made():
    report = factories.make_report("KEN")
    factories.answer(report)
    factories.published(report)
    actor = factories.reviewer("KEN")
    job = export_jobs.order(actor, "annual_pack", "xlsx", "en", report.cycle)
    claimed = export_jobs.claim()
    told, seen = [], []
    with psycopg.connect(database_url(), autocommit=True) as others:

        def progress(per_cent: int) -> None:
            told.append(per_cent)
            export_jobs.say_progress(claimed, per_cent)
            query = "SELECT progress FROM tracker_exportjob WHERE id = %s"
            seen.append(others.execute(query, [job.pk]).fetchone()[0])

        order = Order("annual_pack", "xlsx", "en", report.cycle)
        write(actor, order, io.BytesIO(), progress)
    assert seen == told
    assert any(0 < share < 100 for share in seen)
    assert seen[-1] == 100


def test_pack_that_was_taken_back_is_not_written_on(report):
    factories.published(report)
    with pytest.raises(export_jobs.Lost):
        write(
            factories.reviewer("KEN"),
            Order("annual_pack", "xlsx", "en", report.cycle),
            io.BytesIO(),
            lambda _n: lost(),
        )


def lost() -> None:
    raise export_jobs.Lost
