"""Lines, periods and figures from the record page: nothing typed is lost, nothing half stored."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.web.pages import CODE, as_person, controls, entry_page, text
from tracker.domain import budgets
from tracker.models import Assignment, BudgetFigure, BudgetLine, Report

pytestmark = pytest.mark.django_db
ADD = f"/en/report/2026/{CODE}/line/"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


@pytest.fixture
def line(report: Report) -> BudgetLine:
    return factories.make_line(report, confidentiality="member")


@pytest.fixture
def figure(report: Report, line: BudgetLine) -> BudgetFigure:
    return factories.make_figure(report, line)


def page(name: str, row: BudgetLine | BudgetFigure) -> str:
    return reverse(f"tracker:{name}", args=["2026", row.public_id])


def about(**said: str) -> dict[str, str]:
    facts = {"title": "Grants", "gender_marker": "not_screened", "confidentiality": "member"} | said
    return {f"line-{name}": value for name, value in facts.items()}


def period(prefix: str = "money-new", start: dt.date = dt.date(2025, 7, 1)) -> dict[str, str]:
    end = start.replace(year=start.year + 1) - dt.timedelta(days=1)
    return {
        f"{prefix}-currency": "KES",
        **factories.boxes_of(f"{prefix}-start", start),
        **factories.boxes_of(f"{prefix}-end", end),
    }


# --- a further line -----------------------------------------------------------------------------


def test_buttons_of_the_record_page_save_first_and_lead_on(amina, report, figure) -> None:
    client = as_person(amina)
    data = controls(client) | {"narrative": "Typed before the line."}
    response = client.post(entry_page(), data | {"then": "line"})
    assert response["Location"] == ADD
    assert factories.entry_of(report).narrative == "Typed before the line."
    data = controls(client) | {"then": f"period {figure.line.public_id}"}
    assert client.post(entry_page(), data)["Location"] == page("line-period", figure.line)


def test_second_line_is_opened_with_all_its_details_and_figures(amina, report, figure) -> None:
    said = about(
        body="Foreign ministry",
        source="bilateral",
        commitment_origin="donor_conference",
        is_dedicated="no",
        share_percent="12,5",
        recipient_kind="wlo",
        women_led="yes",
        flexible="no",
        multi_year="",
        gender_marker="1",
        confidentiality="network",
        **{f"embargo_until_{k}": v for k, v in {"day": "1", "month": "2", "year": "2099"}.items()},
    )
    data = said | period() | {"money-new-spent-amount": "1,200,000"}
    response = as_person(amina).post(ADD, data)
    assert response["Location"] == entry_page() + "#money-h"
    line = BudgetLine.objects.working().exclude(pk=figure.line_id).get()
    assert (line.body, line.source, line.commitment_origin) == (
        "Foreign ministry",
        "bilateral",
        "donor_conference",
    )
    assert (line.is_dedicated, line.share_percent) == (False, Decimal("12.5"))
    assert (line.women_led, line.flexible, line.multi_year) == (True, False, None)
    assert (line.gender_marker, line.confidentiality) == ("1", "network")
    assert line.embargo_until == dt.date(2099, 2, 1)
    (spent,) = line.figures.working()
    assert (spent.amount, spent.currency, spent.confidentiality) == (1200000, "KES", "network")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"line-title": ""}, "needed"),
        ({"line-share_percent": "112"}, "Write a number from 0 to 100"),
        ({"money-new-spent-amount": "1.5 million"}, "1500000 for 1.5 million"),
        ({"money-new-currency": "ABC"}, "ABC is no currency in use"),
        ({"money-new-end_year": "2020"}, "The period ends after it starts"),
    ],
)
def test_error_in_line_or_figures_stores_neither_and_keeps_both(amina, report, wrong, said) -> None:
    data = about(body="Foreign ministry") | period() | {"money-new-pledged-amount": "777"} | wrong
    response = as_person(amina).post(ADD, data)
    assert response.status_code == 400
    shown = text(response)
    assert said in shown or "line-title" in wrong
    assert 'value="Foreign ministry"' in shown
    assert 'value="777"' in shown
    assert not BudgetLine.objects.working().exists()
    assert not BudgetFigure.objects.working().exists()


# --- what is known of a line --------------------------------------------------------------------


def test_details_are_shown_and_changed(amina, line, figure) -> None:
    client = as_person(amina)
    shown = text(client.get(page("line-change", line)))
    assert line.title in shown
    assert "1\u202f000" in shown
    data = about(title="Renamed", gender_marker="2") | {"line-version": "1"}
    assert client.post(page("line-change", line), data).status_code == 302
    line.refresh_from_db()
    assert (line.title, line.gender_marker, line.version) == ("Renamed", "2", 2)
    stale = client.post(page("line-change", line), data | {"line-title": "Late"})
    assert stale.status_code == 409
    line.refresh_from_db()
    assert line.title == "Renamed"


def test_contributor_changes_details_but_not_who_reads(report, line, figure) -> None:
    treasury = factories.actor(factories.make_seat(Role.CONTRIBUTOR, "KEN"))
    Assignment.internal.create(
        member=report.member, appointment=treasury.seat, budget_line=line, due_on=report.due_on
    )
    client = as_person(treasury)
    shown = text(client.get(page("line-change", line)))
    assert "line-confidentiality" not in shown
    assert "line-embargo_until" not in shown
    data = about(title="By the Treasury", confidentiality="public") | {"line-version": "1"}
    assert client.post(page("line-change", line), data)["Location"].endswith(page("line", line))
    line.refresh_from_db()
    assert (line.title, line.confidentiality) == ("By the Treasury", "member")
    assert client.post(page("line-remove", line), {"version": "2"}).status_code == 403
    assert BudgetLine.objects.working().get() == line


def test_embargo_is_told_on_the_record_page(amina, line, figure) -> None:
    BudgetLine.internal.update(embargo_until=dt.date(2099, 2, 1))
    for shown in (entry_page(), page("line-change", line)):
        assert "Under embargo until" in text(as_person(amina).get(shown))


def test_line_is_removed_with_its_figures_after_asking(amina, line, figure) -> None:
    client = as_person(amina)
    assert "Remove this line?" in text(client.get(page("line-remove", line)))
    assert BudgetLine.objects.working().exists()
    assert client.post(page("line-remove", line), {"version": "7"}).status_code == 409
    assert BudgetFigure.objects.working().exists()
    assert client.post(page("line-remove", line), {"version": "1"}).status_code == 302
    assert not BudgetLine.objects.working().exists()
    assert not BudgetFigure.objects.working().exists()


def test_line_of_earlier_reports_stays(amina, report, line, figure) -> None:
    before = factories.make_report("KEN", factories.make_cycle("2025", dt.date(2025, 5, 20)))
    factories.make_figure(before, line, "spent")
    client = as_person(amina)
    assert "Earlier reports tell of this line" in text(client.get(page("line-remove", line)))
    assert client.post(page("line-remove", line), {"version": "1"}).status_code == 409
    assert BudgetFigure.objects.working().count() == 2


# --- a further period ---------------------------------------------------------------------------


def test_further_period_stands_beside_the_first(amina, line, figure) -> None:
    client = as_person(amina)
    shown = text(client.get(page("line-period", line)))
    assert 'value="2026"' in shown
    prefix = f"money-{line.public_id}"
    data = period(prefix, dt.date(2026, 7, 1)) | {f"{prefix}-allocated-amount": "50"}
    assert client.post(page("line-period", line), data).status_code == 302
    assert BudgetFigure.objects.working().filter(line=line).count() == 2
    assert text(client.get(entry_page())).count("-currency") >= 2


def test_period_that_is_there_already_is_refused_and_kept_on_the_page(amina, line, figure) -> None:
    prefix = f"money-{line.public_id}"
    data = period(prefix) | {f"{prefix}-allocated-amount": "50"}
    response = as_person(amina).post(page("line-period", line), data)
    assert response.status_code == 400
    assert "has figures of this period already" in text(response)
    assert 'value="50"' in text(response)
    assert BudgetFigure.objects.working().get().amount == 1000


def test_empty_period_is_refused(amina, line, figure) -> None:
    response = as_person(amina).post(
        page("line-period", line), period(f"money-{line.public_id}", dt.date(2026, 7, 1))
    )
    assert response.status_code == 400
    assert "Write at least one amount" in text(response)


# --- one figure ---------------------------------------------------------------------------------


def test_figure_gets_its_day_quality_document_and_page(amina, report, line, figure) -> None:
    document = factories.make_evidence(factories.entry_of(report))
    other = factories.make_figure(report, line, "spent", "5")
    client = as_person(amina)
    data = {
        "version": "1",
        "quality": "official",
        "evidence": str(document.public_id),
        "page_pin": "page 41",
        "for_all": "on",
        **factories.boxes_of("as_of", dt.date(2026, 3, 1)),
    }
    assert client.post(page("figure", figure), data).status_code == 302
    for row in (figure, other):
        row.refresh_from_db()
        assert (row.as_of, row.quality, row.evidence, row.page_pin) == (
            dt.date(2026, 3, 1),
            "official",
            document,
            "page 41",
        )


def test_document_of_another_answer_cannot_be_chosen_and_nothing_is_lost(
    amina, report, figure
) -> None:
    foreign = factories.make_evidence(factories.entry_of(report, "2022-01"))
    response = as_person(amina).post(
        page("figure", figure),
        {"version": "1", "evidence": str(foreign.public_id), "page_pin": "page 41"},
    )
    assert response.status_code == 400
    assert 'value="page 41"' in text(response)
    figure.refresh_from_db()
    assert (figure.evidence, figure.page_pin, figure.version) == (None, "", 1)


def test_page_without_a_document_is_refused(amina, figure) -> None:
    data = {"version": "1", "page_pin": "page 41"}
    response = as_person(amina).post(page("figure", figure), data)
    assert "Choose the document in which this page is." in text(response)


def test_revisions_name_seat_old_and_new(amina: Actor, otieno: Actor, report, figure) -> None:
    budgets.revise_figure(amina, report, figure, 1, {"amount": Decimal(2500)})
    budgets.revise_figure(amina, report, figure, 2, {"quality": "official"})
    unknown = {"amount": None, "data_state": "not_disclosed"}
    budgets.revise_figure(amina, report, figure, 3, unknown)
    shown = text(as_person(otieno).get(page("figure", figure)))
    part = shown.split("What it was before")[1].split("</section>")[0]
    assert part.count("<li") == 3
    assert part.index("Not disclosed") < part.index("KES\u00a01\u202f000")
    assert "Focal point" in part
    assert "Save the details" not in shown


def test_amount_of_a_restricted_time_is_in_no_revision(amina, report, figure) -> None:
    budgets.change_line(amina, report, figure.line, 1, {"confidentiality": "restricted"})
    figure.refresh_from_db()
    revised = {"amount": Decimal(777)}
    budgets.revise_figure(amina, report, figure, figure.version, revised)
    shown = text(as_person(amina).get(page("figure", figure)))
    assert "the history keeps no amount of it" in shown


def test_figure_is_removed_after_asking(amina, figure) -> None:
    client = as_person(amina)
    assert "Remove this figure?" in text(client.get(page("figure-remove", figure)))
    assert client.post(page("figure-remove", figure), {"version": "1"}).status_code == 302
    assert not BudgetFigure.objects.working().exists()


# --- odd things and echoes ----------------------------------------------------------------------


def test_odd_figures_are_told_on_the_record_page_and_keep_nobody_from_saving(
    amina, report, line, figure
) -> None:
    client = as_person(amina)
    prefix = f"money-{line.public_id}-KES-20250701-20260630"
    data = controls(client) | {f"{prefix}-committed-amount": "2000"}
    assert client.post(entry_page(), data).status_code == 302
    shown = text(client.get(entry_page()))
    assert "Committed is more than Allocated. Is it right?" in shown
    assert "KES\u00a02\u202f000, that is 2 thousand" in shown


def test_echo_stands_beside_every_amount_after_an_error_too(amina, report, line, figure) -> None:
    client = as_person(amina)
    prefix = f"money-{line.public_id}-KES-20250701-20260630"
    wrong = {f"{prefix}-pledged-amount": "1.200.000", f"{prefix}-spent-amount": "12,5"}
    response = client.post(entry_page(), controls(client) | wrong)
    assert response.status_code == 400
    assert "that is 1.2 million" in text(response)
    assert "Write whole KES, without decimals: 12. You wrote 12,5." in text(response)


def test_amount_is_said_while_it_is_typed(amina) -> None:
    client = as_person(amina)

    def said(typed: str, currency: str = "KES") -> tuple[str, bool]:
        answer = client.post("/fr/amount/", {"typed": typed, "currency": currency}).json()
        return answer["said"], answer["is_wrong"]

    assert "1,2" in said("1 200 000")[0]
    assert said("29.85")[1]
    assert said("", "KES") == ("", False)
    assert said("5", "ABC") == ("", False)


def test_line_says_for_which_action_it_pays_and_the_plan_shows_the_money(
    amina, line, figure
) -> None:
    plan = factories.make_plan("KEN")
    action = factories.make_action(plan, "4.2")
    client, url = as_person(amina), page("line-change", line)
    assert "4.2 What KEN will do" in text(client.get(url))
    data = {"line-version": "1", "line-action": str(action.public_id)}
    response = client.post(url, about(title=line.title) | data)
    assert response.status_code == 302, text(response)
    line.refresh_from_db()
    assert line.action == action
    shown = text(client.get(reverse("tracker:plan", args=[plan.public_id])))
    assert line.title in shown
    assert "Allocated" in shown
    kept = text(client.post(url, about(title="") | data | {"line-version": "2"}))
    assert "4.2 What KEN will do" in kept


def undo(client, response) -> Any:
    """Presses the button of the message behind a removal."""
    page = client.get(response["Location"]).content.decode()
    name = re.search(r'name="removed" value="([^"]+)"', page)
    assert name, page
    return client.post("/en/report/2026/undo/", {"removed": name[1]})


def test_removed_line_comes_back_whole_once(amina, report, line, figure) -> None:
    line.named_readers.add(factories.otieno().seat)
    client = as_person(amina)
    before = BudgetLine.internal.values().get(), BudgetFigure.internal.values().get()
    gone = client.post(page("line-remove", line), {"version": "1"})
    assert not BudgetLine.internal.exists()
    back = undo(client, gone)
    assert back["Location"] == entry_page()
    after = BudgetLine.internal.values().get(), BudgetFigure.internal.values().get()
    changed = {"version", "created_at", "updated_at"}
    for was, now in zip(before, after, strict=True):
        assert {k for k in was if was[k] != now[k]} <= changed
        assert now["version"] == 2
    assert BudgetLine.internal.get().named_readers.count() == 1
    again = client.post("/en/report/2026/undo/", {"removed": "x"})
    assert again.status_code == 409
    assert BudgetFigure.internal.count() == 1


def test_removed_figure_comes_back_unless_another_stands_there(amina, report, line, figure) -> None:
    client = as_person(amina)
    gone = client.post(page("figure-remove", figure), {"version": "1"})
    other = factories.make_figure(report, line)
    assert undo(client, gone).status_code == 409
    assert list(BudgetFigure.internal.all()) == [other]
    BudgetFigure.internal.all().delete()
    gone_page = client.get(page("line-change", line))
    assert gone_page.status_code == 200


def test_nobody_undoes_what_another_removed_nor_in_a_report_that_was_sent(
    amina, report, line, figure
) -> None:
    client = as_person(amina)
    gone = client.post(page("figure-remove", figure), {"version": "1"})
    shown = client.get(gone["Location"]).content.decode()
    name = re.search(r'name="removed" value="([^"]+)"', shown)[1]
    deputy = as_person(factories.actor(factories.make_seat(Role.DEPUTY, "KEN")))
    assert deputy.post("/en/report/2026/undo/", {"removed": name}).status_code == 409
    factories.submitted(report, amina.seat)
    assert client.post("/en/report/2026/undo/", {"removed": name}).status_code == 403
    assert not BudgetFigure.internal.exists()
