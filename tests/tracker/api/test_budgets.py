from __future__ import annotations

import pytest

from tests import factories
from tests.tracker.api.conftest import ids, problem
from tracker.models import BudgetFigure, BudgetLine, ReportingCycle


@pytest.fixture
def report(db):
    report = factories.make_report("KEN")
    factories.answer(report)
    return report


@pytest.fixture
def line(report):
    return factories.make_line(report)


def figure(line, /, **facts):
    return {
        "line": str(line.public_id),
        "stage": "allocated",
        "period_start": "2025-07-01",
        "period_end": "2026-06-30",
        "amount": "1250000.50",
        "currency": "KES",
        "data_state": "reported",
        **facts,
    }


def test_line_and_figure_are_written_and_read(api, amina, report):
    caller = api(amina)
    made = caller.post(
        "budget-lines/",
        {
            "recommendation": "2022-08",
            "title": "Monitoring",
            "recipient_kind": "wlo",
            "women_led": True,
            "flexible": None,
            "gender_marker": "1",
            "share_percent": "12.50",
        },
    )
    assert made.status_code == 201, made.content
    line = made.json()
    assert (line["member"], line["confidentiality"], line["version"]) == ("KEN", "public", 1)
    assert (line["women_led"], line["flexible"], line["share_percent"]) == (True, None, "12.50")
    wrote = caller.post("budget-figures/", figure(BudgetLine.internal.get()))
    assert wrote.status_code == 201, wrote.content
    found = wrote.json()
    assert (found["amount"], found["currency"], found["cycle"]) == ("1250000.50", "KES", "2026")
    assert caller.get(f"budget-figures/{found['id']}/").json() == found


def test_unknown_amount_is_null_and_no_zero(api, amina, line):
    caller = api(amina)
    unknown = caller.post(
        "budget-figures/", figure(line, amount=None, data_state="not_available")
    ).json()
    zero = caller.post("budget-figures/", figure(line, stage="spent", amount="0")).json()
    assert (unknown["amount"], zero["amount"]) == (None, "0.00")


@pytest.mark.parametrize(
    ("currency", "given", "shown"),
    [
        ("JPY", "1000", "1000"),
        ("KWD", "1.125", "1.125"),
        ("EUR", 12, "12.00"),
        ("EUR", 0.1, "0.10"),
        ("EUR", "-0", "0.00"),
        ("EUR", "99999999999999999.99", "99999999999999999.99"),
    ],
)
def test_amount_has_the_decimals_of_its_currency(api, amina, line, currency, given, shown):
    body = figure(line, currency=currency, amount=given)
    assert api(amina).post("budget-figures/", body).json()["amount"] == shown


@pytest.mark.parametrize(
    "amount",
    [
        "NaN",
        "sNaN",
        "Infinity",
        "-Infinity",
        "1e3",
        "1E999999999",
        "0E+999999",
        "1_000",
        "1,000",
        "١٢",
        "１２",
        " 12",
        "12 ",
        "",
        "-1",
        "1.001",
        "1234567890123456789",
        True,
        [],
        {},
        1e30,
    ],
)
def test_amount_that_is_no_plain_number_is_pointed_at(api, amina, line, amount):
    refused = api(amina).post("budget-figures/", figure(line, amount=amount))
    errors = problem(refused, 400, "wrong-values")["errors"]
    assert [e["pointer"] for e in errors] == ["/amount"]
    assert not BudgetFigure.internal.exists()


@pytest.mark.parametrize(
    ("change", "pointer"),
    [
        ({"amount": None}, "/amount"),
        ({"data_state": "not_available"}, "/amount"),
        ({"currency": "XXX"}, "/currency"),
        ({"currency": "kes"}, "/currency"),
        ({"period_end": "2025-07-01"}, "/period_end"),
        ({"period_start": "2023-02-29"}, "/period_start"),
        ({"period_start": "0001-01-01"}, "/period_start"),
        ({"period_end": "10000-01-01"}, "/period_end"),
        ({"stage": "hoped"}, "/stage"),
        ({"line": "00000000-0000-4000-8000-000000000000"}, "/line"),
        ({"evidence": "00000000-0000-4000-8000-000000000000"}, "/evidence"),
        ({"report": "00000000-0000-4000-8000-000000000000"}, "/report"),
        ({"member": "KEN"}, "/member"),
        ({"id": 1}, "/id"),
    ],
)
def test_wrong_value_is_pointed_at_and_nothing_is_stored(api, amina, line, change, pointer):
    refused = api(amina).post("budget-figures/", figure(line, **change))
    errors = problem(refused, 400, "wrong-values")["errors"]
    assert [e["pointer"] for e in errors] == [pointer]
    assert not BudgetFigure.internal.exists()


def test_second_figure_of_the_same_place_is_a_409_with_the_first_ones_id(api, amina, line):
    caller = api(amina)
    first = caller.post("budget-figures/", figure(line)).json()["id"]
    refused = caller.post("budget-figures/", figure(line, amount="7"))
    assert problem(refused, 409, "duplicate")["existing"] == first
    assert BudgetFigure.internal.count() == 1


def test_figure_is_revised_by_patch_and_keeps_its_place(api, amina, line):
    caller = api(amina)
    made = caller.post("budget-figures/", figure(line)).json()
    path = f"budget-figures/{made['id']}/"
    revised = caller.patch(path, {"amount": "7", "as_of": "2026-03-01"})
    assert (revised.json()["amount"], revised["ETag"]) == ("7.00", '"2"')
    problem(caller.patch(path, {"amount": "8"}, version=1), 412, "stale")
    moved = caller.patch(path, {"stage": "spent"}, version=2)
    assert problem(moved, 400, "wrong-values")["errors"][0]["pointer"] == "/stage"
    unknown = caller.patch(path, {"amount": None, "data_state": "not_disclosed"}, version=2)
    assert (unknown.json()["amount"], unknown.json()["data_state"]) == (None, "not_disclosed")
    back = {**unknown.json(), "data_state": "reported", "amount": "9"}
    assert caller.patch(path, back, version=3).json()["amount"] == "9.00"


def test_figure_is_taken_away_with_its_version(api, amina, report, line):
    made = factories.make_figure(report, line)
    caller = api(amina)
    problem(caller.delete(f"budget-figures/{made.public_id}/", version=2), 412, "stale")
    assert caller.delete(f"budget-figures/{made.public_id}/").status_code == 204
    assert not BudgetFigure.internal.exists()


def test_line_is_taken_away_with_its_version_and_its_figures(api, amina, report, line):
    factories.make_figure(report, line)
    caller, path = api(amina), f"budget-lines/{line.public_id}/"
    problem(caller.send("DELETE", path), 428, "version-needed")
    problem(caller.delete(path, version=2), 412, "stale")
    assert BudgetFigure.internal.exists()
    assert caller.delete(path).status_code == 204
    assert not BudgetLine.internal.exists()
    assert not BudgetFigure.internal.exists()


def test_line_of_earlier_reports_stays_and_so_do_its_figures(api, amina, report, line):
    factories.make_figure(factories.make_report("KEN", factories.make_cycle("2025")), line)
    factories.make_figure(report, line, stage="spent")
    refused = api(amina).delete(f"budget-lines/{line.public_id}/")
    assert "Earlier reports tell of this line." in problem(refused, 409, "illegal-move")["detail"]
    assert BudgetLine.internal.count() == 1
    assert BudgetFigure.internal.count() == 2


def test_class_of_a_line_goes_over_to_its_figures(api, amina, report, line):
    factories.make_figure(report, line)
    api(amina).patch(f"budget-lines/{line.public_id}/", {"confidentiality": "network"})
    assert set(BudgetFigure.internal.values_list("confidentiality", flat=True)) == {"network"}


def test_published_money_of_another_member_is_nothing_to_write_in(api, kari, report, line):
    made = factories.make_figure(report, line)
    factories.published(report)
    factories.make_report("NOR")
    caller = api(kari)
    before = list(BudgetLine.internal.values()), list(BudgetFigure.internal.values())
    for refused in (
        caller.patch(f"budget-lines/{line.public_id}/", {"title": "Theirs"}),
        caller.delete(f"budget-lines/{line.public_id}/"),
        caller.patch(f"budget-figures/{made.public_id}/", {"amount": "1"}),
        caller.delete(f"budget-figures/{made.public_id}/"),
    ):
        problem(refused, 403, "not-allowed")
    refused = caller.post("budget-figures/", figure(line, stage="spent"))
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/line"
    assert (list(BudgetLine.internal.values()), list(BudgetFigure.internal.values())) == before


def test_money_of_a_draft_is_for_nobody_else(api, kari, report, line):
    made = factories.make_figure(report, line)
    for caller in (api(), api(kari)):
        for path in (f"budget-lines/{line.public_id}/", f"budget-figures/{made.public_id}/"):
            problem(caller.get(path), 404, "not-found")
        assert ids(caller.get("budget-lines/")) == ids(caller.get("budget-figures/")) == []


def test_line_under_embargo_stays_home_and_its_date_too(api, amina, report, line):
    factories.make_figure(report, line)
    BudgetLine.internal.update(embargo_until="2099-01-01")
    factories.published(report)
    assert ids(api().get("budget-lines/")) == []
    BudgetLine.internal.update(embargo_until="2020-01-01")
    factories.published(report)
    assert api().get(f"budget-lines/{line.public_id}/").json()["embargo_until"] is None
    own = api(amina).get(f"budget-lines/{line.public_id}/").json()
    assert own["embargo_until"] == "2020-01-01"


def test_restricted_document_of_a_figure_is_not_named(api, otieno, report, line):
    row = factories.make_evidence(factories.entry_of(report), confidentiality="restricted")
    made = factories.make_figure(report, line, evidence=row)
    assert api(otieno).get(f"budget-figures/{made.public_id}/").json()["evidence"] is None


@pytest.mark.parametrize(
    ("query", "lines", "figures"),
    [
        ("stage=allocated", 1, 1),
        ("stage=spent", 1, 1),
        ("stage=pledged", 0, 0),
        ("currency=KES", 1, 1),
        ("currency=USD,KES", 1, 2),
        ("stage=allocated&currency=USD", 0, 0),
        ("period=2026", 1, 1),
        ("period=2025-08-01", 1, 2),
        ("period=2030", 0, 0),
        ("recommendation=2022-08", 1, 2),
        ("recommendation=2022-09", 0, 0),
        ("cycle=2026&member=KEN", 1, 2),
        ("recipient_kind=wlo", 1, 2),
        ("recipient_kind=ministry", 0, 0),
    ],
)
def test_filters_narrow_lines_and_figures(api, amina, report, query, lines, figures):
    line = factories.make_line(report, recipient_kind="wlo")
    factories.make_figure(report, line, "allocated")
    last = {"period_start": "2025-01-01", "period_end": "2025-12-31", "currency": "USD"}
    factories.make_figure(report, line, "spent", **last)
    caller = api(amina)
    assert len(ids(caller.get(f"budget-lines/?{query}"))) == lines
    assert len(ids(caller.get(f"budget-figures/?{query}"))) == figures


def test_filter_by_a_figure_that_a_reader_cannot_see_finds_nothing(api, amina, report, line):
    factories.make_figure(report, line, "allocated")
    factories.submitted(report)
    later = factories.make_report("KEN", factories.make_cycle("2027"))
    factories.make_figure(later, line, "spent", currency="USD")
    reviewer = api(factories.reviewer("KEN"))
    for query in ("cycle=2027", "stage=spent", "currency=USD"):
        assert ids(api(amina).get(f"budget-lines/?{query}")) == [str(line.public_id)]
        assert ids(reviewer.get(f"budget-lines/?{query}")) == []
    assert ids(reviewer.get("budget-lines/?stage=allocated")) == [str(line.public_id)]


@pytest.mark.parametrize("query", ["period=26", "period=2026-13-01", "currency=XXX", "stage=x"])
def test_wrong_filter_is_named(api, amina, query):
    for path in ("budget-lines", "budget-figures"):
        errors = problem(api(amina).get(f"{path}/?{query}"), 400, "wrong-values")["errors"]
        assert errors[0]["parameter"] == query.split("=")[0]


def test_without_an_open_cycle_the_report_is_named(api, amina, report, line):
    ReportingCycle.objects.update(
        opens_on="2020-01-01",
        ministry_due_on="2020-01-01",
        due_on="2020-01-01",
        publishes_on="2020-01-01",
        closes_on="2020-01-01",
    )
    caller = api(amina)
    refused = caller.post("budget-figures/", figure(line))
    assert problem(refused, 400, "wrong-values")["errors"][0]["pointer"] == "/report"
    named = figure(line, report=str(report.public_id))
    assert caller.post("budget-figures/", named).status_code == 403
    # What a reviewer returned goes on after the window has closed.
    factories.put(factories.submitted(report), state="returned")
    assert caller.post("budget-figures/", named).status_code == 201


def test_line_names_the_action_that_it_pays_for(api, amina, kari, report, line):
    action = factories.make_action(factories.make_plan("KEN"))
    foreign = factories.make_action(factories.make_plan("NOR"))
    mine, path = api(amina), f"budget-lines/{line.public_id}/"
    problem(mine.patch(path, {"action": str(foreign.public_id)}), 400, "wrong-values")
    changed = mine.patch(path, {"action": str(action.public_id)})
    assert changed.json()["action"] == str(action.public_id)
    assert mine.get(path).json()["action"] == str(action.public_id)
    assert mine.patch(path, {"action": None}, 2).json()["action"] is None
