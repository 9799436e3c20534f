from __future__ import annotations

import csv
import io
import json

import pytest
from django.core.management import CommandError, call_command
from openpyxl import load_workbook

from tests import factories
from tests.tracker.indicating import make_indicator, make_measurement


@pytest.fixture
def report(db):
    report = factories.make_report("KEN")
    factories.answer(report, narrative="canary-draft")
    return report


def export(*args: str) -> tuple[str, str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("export", "entries", *args, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_command_writes_what_is_published_and_says_what_it_is(report):
    assert "canary" not in export()[0]
    factories.published(report)
    out, err = export("--cycle", "2026", "--member", "KEN")
    assert out.count("canary-draft") == 1
    assert "X-Export-Classification: public\n" in err


def test_command_writes_what_that_person_may_see(report, amina, kari):
    assert "canary-draft" in export("--as", amina.user.email)[0]
    assert "canary-draft" not in export("--as", kari.user.email)[0]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["--member", "KEY"], "--member: Not known: KEY."),
        (["--cycle", "1999"], "--cycle: Not known: 1999."),
        (["--cycle", ""], "--cycle: write a code, or leave it out."),
        (["--member", ","], "--member: write a code, or leave it out."),
        (["--as", "nobody@ken.example"], "Nobody here"),
    ],
)
def test_command_names_what_it_does_not_know(report, args, words):
    with pytest.raises(CommandError, match=words):
        export(*args)


def test_budgets_are_written_figure_by_figure_with_their_line_and_no_restricted_one(
    report, amina, kari
):
    plan = factories.make_plan("KEN", confidentiality="public")
    action = factories.make_action(plan)
    line = factories.make_line(report, title="=cmd", action=action)
    factories.make_figure(report, line, amount="1250000.50")
    factories.make_figure(report, line, "spent", None)
    hidden = factories.make_line(report, title="canary-hidden", confidentiality="restricted")
    factories.make_figure(report, hidden)

    def rows(*args: str) -> list[dict[str, str]]:
        out = io.StringIO()
        call_command("export", "budgets", *args, stdout=out, stderr=io.StringIO())
        return list(csv.DictReader(io.StringIO(out.getvalue().lstrip("\ufeff"))))

    own = rows("--as", amina.user.email)
    assert {(r["stage"], r["amount"]) for r in own} == {
        ("allocated", "1250000.50"),
        ("spent", ""),
    }
    assert {(r["title"], r["action"]) for r in own} == {("'=cmd", str(action.public_id))}
    assert rows("--as", kari.user.email) == rows() == []
    factories.published(report)
    assert {r["action"] for r in rows("--member", "KEN", "--cycle", "2026")} == {
        str(action.public_id)
    }


def test_indicators_are_written_as_they_are_published(report, amina):
    make_measurement(report, make_indicator(report, text="canary-measured"))
    out = io.StringIO()
    call_command("export", "indicators", "--as", amina.user.email, stdout=out, stderr=out)
    assert "canary-measured" not in out.getvalue()
    factories.published(report)
    call_command("export", "indicators", "--member", "KEN", stdout=out, stderr=out)
    assert "canary-measured" in out.getvalue()


@pytest.mark.parametrize("form", ["xlsx", "ndjson"])
def test_other_formats_go_to_standard_output_as_bytes(report, form):
    factories.published(report)
    out = io.TextIOWrapper(io.BytesIO())
    call_command("export", "entries", "--format", form, stdout=out, stderr=io.StringIO())
    content = out.buffer.getvalue()
    if form == "xlsx":
        rows = list(load_workbook(io.BytesIO(content)).active.iter_rows(values_only=True))
        assert "canary-draft" in rows[1]
    else:
        assert json.loads(content.decode())["narrative"] == "canary-draft"
