"""Datasets as files, over REST."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import zipfile
from dataclasses import replace

import pytest
from django.db import DataError, connection
from django.db.models import IntegerField
from django.db.models.functions import Cast
from openpyxl import load_workbook

from tests import factories
from tracker.api.views.exports import VIEWS
from tracker.exports.columns import text
from tracker.exports.datasets import DATASETS, FORMATS

pytestmark = pytest.mark.django_db


@pytest.fixture
def report():
    report = factories.make_report("KEN")
    factories.answer(report)
    factories.make_figure(report, factories.make_line(report), amount="1250000")
    return factories.published(report)


def test_workbook_is_sent_while_it_is_read_and_says_what_it_is(api, report):
    answer = api().get("exports/budgets.xlsx?cycle=2026")
    assert answer.streaming
    assert answer["Content-Type"] == FORMATS["xlsx"]
    today = dt.datetime.now(dt.UTC).date()
    assert answer["Content-Disposition"] == f'attachment; filename="budgets-2026-{today}.xlsx"'
    assert answer["X-Export-Filters"] == "cycle=2026"
    assert answer["X-Export-Coverage"] == "1 of 87 members"
    parts = list(answer.streaming_content)
    assert parts[0].startswith(b"PK")
    assert all(parts)
    found = load_workbook(io.BytesIO(b"".join(parts)))
    assert found.sheetnames == ["budgets", "About this file", "Columns", "Codes"]
    assert found["budgets"].max_row == 2
    assert ("Filters", "cycle=2026") in found["About this file"].values


def test_workbook_has_the_words_of_whoever_asked_for_it(api):
    answer = api().get("exports/members.xlsx", Accept_Language="ar")
    # Somebody else's request may come before the last part is sent.
    api().get("members/", Accept_Language="en")
    found = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))
    assert all(sheet.sheet_view.rightToLeft for sheet in found)


@pytest.mark.parametrize(
    ("query", "named"),
    [
        ("", "budgets"),
        ("?member=KEN&cycle=2026", "budgets-KEN-2026"),
        ("?member=KEN,NOR&cycle=2026", "budgets-2026"),
        ("?member=org-au&published=true&stage=spent", "budgets-org-au-published"),
    ],
)
def test_file_is_named_after_its_member_its_cycle_and_the_day(api, report, query, named):
    answer = api().send("HEAD", f"exports/budgets.csv{query}")
    today = dt.datetime.now(dt.UTC).date()
    assert answer["Content-Disposition"] == f'attachment; filename="{named}-{today}.csv"'


@pytest.mark.parametrize(
    ("currency", "said"), [("JPY", "1250000"), ("KES", "1250000.00"), ("KWD", "1250000.000")]
)
def test_amount_is_written_as_the_api_writes_it(api, report, currency, said):
    factories.make_figure(
        report, factories.make_line(report), "pledged", "1250000", currency=currency
    )
    factories.make_plan(
        "KEN",
        budget_state="stated_total",
        budget_total="1250000",
        budget_currency=currency,
        confidentiality="public",
    )
    factories.published(report)
    (figure,) = api().get(f"budget-figures/?currency={currency}&stage=pledged").json()["results"]
    assert figure["amount"] == said
    for path, name in (
        (f"budgets.%s?currency={currency}&stage=pledged", "amount"),
        ("plans.%s", "budget_total"),
    ):
        rows = {
            form: b"".join(api().get(f"exports/{path % form}").streaming_content).decode()
            for form in ("csv", "ndjson")
        }
        (row,) = csv.DictReader(io.StringIO(rows["csv"].removeprefix("\ufeff")))
        assert row[name] == json.loads(rows["ndjson"])[name] == said


def test_nothing_is_read_for_the_head_alone(api):
    answer = api().send("HEAD", "exports/members.xlsx")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer["X-Export-Dataset"] == "members"


def test_fault_in_the_middle_breaks_the_file_off(api, monkeypatch):
    """PostgreSQL fails once the first bytes are sent: they are no workbook."""
    columns = {"broken": text(Cast("name", IntegerField()), "Broken.")}
    members = replace(DATASETS["members"], columns=lambda actor: columns)
    monkeypatch.setattr(VIEWS["members"], "dataset", members)
    sent = []
    with pytest.raises(DataError):
        sent.extend(api().get("exports/members.xlsx").streaming_content)
    assert sent
    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(b"".join(sent)))
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() != ("1h",)
