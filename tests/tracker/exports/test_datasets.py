from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from openpyxl import load_workbook

from accounts.actor import PUBLIC, Actor
from tests import factories
from tests.tracker.indicating import by_sex, make_indicator, make_measurement
from tracker.exports import book
from tracker.exports.codebook import codes_of, columns_of
from tracker.exports.columns import Kind
from tracker.exports.datasets import DATASETS, Dataset
from tracker.exports.provenance import provenance

DOCUMENTED = Path(__file__).parents[3] / "docs" / "api" / "exports.md"
OF_EVERYBODY = ("members", "recommendations")


@pytest.fixture
def report(db):
    """Kenya's report with a row in every dataset, and restricted ones beside them."""
    report = factories.make_report("KEN")
    entry = factories.answer(
        report, narrative="=1, “été”\nسلام \x01", planned_on=dt.date(2026, 9, 1)
    )
    factories.make_evidence(entry, title="Budget law", period_start=dt.date(2025, 7, 1))
    plan = factories.make_plan("KEN", pillars=[], languages=["en", "sw"], confidentiality="public")
    action = factories.make_action(plan)
    line = factories.make_line(report, action=action, share_percent=Decimal("12.50"))
    factories.make_figure(report, line, amount="12345678901234567.125", currency="KWD")
    factories.make_figure(report, line, "spent", None, currency="KWD")
    make_measurement(report, make_indicator(report), table=by_sex(12, 30))
    hidden = factories.answer(
        report, "2022-04", "not_started", narrative="canary", confidentiality="restricted"
    )
    factories.make_evidence(hidden, title="canary", confidentiality="restricted")
    secret = factories.make_line(report, title="canary", confidentiality="restricted")
    factories.make_figure(report, secret, amount="666")
    factories.make_plan("KEN", title="canary", confidentiality="restricted")
    return report


def in_csv(dataset: Dataset, actor: Actor = PUBLIC) -> list[dict[str, str]]:
    content = b"".join(dataset.csv(actor, dataset.scope(actor))).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content, newline="")))


def in_json(dataset: Dataset, actor: Actor = PUBLIC) -> list[dict[str, Any]]:
    content = b"".join(dataset.ndjson(actor, dataset.scope(actor)))
    return [json.loads(line) for line in content.decode().split("\n")[:-1]]


def in_xlsx(dataset: Dataset, actor: Actor = PUBLIC) -> Any:
    said = provenance(dataset.name, actor, {})
    return load_workbook(
        io.BytesIO(b"".join(book.stream(dataset, actor, dataset.scope(actor), said)))
    )


@pytest.fixture(params=list(DATASETS))
def dataset(request) -> Dataset:
    return DATASETS[request.param]


def test_every_column_stands_in_the_documentation_in_its_order(dataset):
    said = re.search(rf"^`{dataset.name}`: (.+?)(?:\n\n|\Z)", DOCUMENTED.read_text(), re.S | re.M)
    assert said, f"docs/api/exports.md does not list the columns of {dataset.name}"
    assert re.findall(r"`(\w+)`", said[1]) == list(dataset.columns(PUBLIC))


def test_every_column_and_code_is_explained(db, dataset):
    explained = list(columns_of([dataset], PUBLIC))[1:]
    assert [row[1] for row in explained] == list(dataset.columns(PUBLIC))
    assert all(words.endswith((".", "?")) for *_rest, words in explained)
    for name, column in dataset.columns(PUBLIC).items():
        if column.codes:
            assert any(name in row[0].split() for row in codes_of([dataset], PUBLIC))


def test_codes_that_are_rows_are_explained_like_others(db):
    themes = list(codes_of([DATASETS["recommendations"]], PUBLIC))
    assert ("themes themes_secondary", "budgets_financing", "Budgets and financing") in themes
    frameworks = dict(row[1:] for row in codes_of([DATASETS["indicators"]], PUBLIC))
    assert frameworks["au-crf"] == "African Union Continental Results Framework"


@pytest.mark.parametrize("reader", ["public", "own"])
def test_formats_hold_the_same_rows_each_in_its_way(report, amina, dataset, reader):
    if reader == "public":
        factories.published(report)
    actor = PUBLIC if reader == "public" else amina
    if reader == "own" and dataset.name == "indicators":
        factories.published(report)
    texts, typed = in_csv(dataset, actor), in_json(dataset, actor)
    sheet = in_xlsx(dataset, actor).worksheets[0]
    cells = list(sheet.iter_rows(values_only=True))
    columns = dataset.columns(actor)
    assert list(cells[0]) == list(columns)
    assert len(texts) == len(typed) == len(cells) - 1 > 0
    for text, value, row in zip(texts, typed, cells[1:], strict=True):
        assert list(text) == list(value) == list(columns)
        for (name, column), cell in zip(columns.items(), row, strict=True):
            assert text[name] == as_text(column.kind, value[name]), name
            assert cell == as_cell(column.kind, value[name]), name


def as_text(kind: Kind, value: Any) -> str:
    """What CSV writes of a value of NDJSON."""
    if value is None:
        return ""
    if kind is Kind.CODES:
        return " ".join(value) or "none"
    if kind is Kind.FLAG:
        return "true" if value else "false"
    return f"'{value}" if str(value).startswith("=") else str(value)


def as_cell(kind: Kind, value: Any) -> Any:
    """What a cell of a workbook holds of it."""
    if value in (None, ""):
        return None
    if kind is Kind.CODES:
        return " ".join(value) or "none"
    if kind is Kind.AMOUNT:
        number = Decimal(value)
        return float(value) if len(number.normalize().as_tuple().digits) <= 15 else value
    if kind is Kind.DAY:
        return dt.datetime.fromisoformat(value)
    if kind is Kind.MOMENT:
        return dt.datetime.fromisoformat(value.removesuffix("Z"))
    return value.replace("\x01", "_x0001_") if isinstance(value, str) else value


def test_tables_are_joined_whole_where_nothing_is_counted_for_each_row(report, amina, dataset):
    """Where something is, PostgreSQL would read all evidence of all members for each answer."""
    factories.published(report)
    rows = dataset.cells(amina, dataset.scope(amina))
    next(rows)
    with connection.cursor() as cursor:
        cursor.execute("SHOW enable_nestloop")
        assert cursor.fetchone() == ("off" if dataset.name == "budgets" else "on",)
    rows.close()


def test_restricted_rows_are_in_no_file_whoever_asks(report, amina, dataset):
    factories.published(report)
    for actor in (PUBLIC, amina, factories.reviewer("KEN")):
        assert "canary" not in json.dumps([in_csv(dataset, actor), in_json(dataset, actor)])


def test_reader_gets_their_own_scope_in_every_format(report, kari, amina, dataset):
    """Nobody but its own people finds anything of a report that is not published."""
    if dataset.name in OF_EVERYBODY:
        return
    for actor in (PUBLIC, kari):
        assert in_csv(dataset, actor) == in_json(dataset, actor) == []
        assert in_xlsx(dataset, actor).worksheets[0].max_row == 1
    assert bool(in_csv(dataset, amina)) == (dataset.name != "indicators")


def test_reports_tell_only_insiders_how_they_came_about(report, amina, kari):
    factories.published(report)
    (own,), (others,) = in_json(DATASETS["reports"], amina), in_json(DATASETS["reports"], kari)
    assert own["round"] == 1
    assert own["submitted_at"] is not None
    inside = "due_on is_late round submitted_at accepted_at released_at receipt_number version"
    assert {others[name] for name in inside.split()} == {None}
    assert others["published_at"] == own["published_at"] is not None


def test_lists_say_none_where_there_is_none_and_nothing_where_nobody_said(report, amina):
    (plan,) = in_csv(DATASETS["plans"], amina)
    assert (plan["pillars"], plan["linked_plans"], plan["languages"]) == ("none", "", "en sw")
    (same,) = in_json(DATASETS["plans"], amina)
    assert (same["pillars"], same["linked_plans"], same["languages"]) == ([], None, ["en", "sw"])


def test_money_is_never_rounded_and_what_is_not_known_is_never_zero(report, amina):
    rows = {row["stage"]: row for row in in_json(DATASETS["budgets"], amina)}
    assert rows["allocated"]["amount"] == "12345678901234567.125"
    assert rows["spent"]["amount"] is None
    assert rows["allocated"]["share_percent"] == "12.50"
    assert rows["allocated"]["iati_transaction_type"] is None
    assert rows["spent"]["iati_transaction_type"] == "4"
    sheet = in_xlsx(DATASETS["budgets"], amina).worksheets[0]
    place = list(DATASETS["budgets"].columns(PUBLIC)).index("amount")
    assert [row[place] for row in sheet.iter_rows(min_row=2, values_only=True)] == [
        "12345678901234567.125",
        None,
    ]


def test_small_counts_are_left_out_of_every_format(report):
    factories.published(report)
    indicator = make_indicator(report, text="Attacks", code="x")
    make_measurement(report, indicator, table=by_sex(2, 30))
    factories.published(report)
    rows = [row for row in in_json(DATASETS["indicators"]) if row["text"] == "Attacks"]
    hidden = [row for row in rows if row["suppressed"]]
    assert hidden
    assert {row["number"] for row in hidden} == {None}


@pytest.mark.parametrize("name", list(DATASETS))
def test_filters_that_leave_no_row_make_a_file_without_one(db, name):
    dataset = DATASETS[name]
    nothing = dataset.scope(PUBLIC).none()
    assert len(b"".join(dataset.csv(PUBLIC, nothing)).splitlines()) == 1
    assert b"".join(dataset.ndjson(PUBLIC, nothing)) == b""
    assert list(dataset.cells(PUBLIC, nothing)) == []
