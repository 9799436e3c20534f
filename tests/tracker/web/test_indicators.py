"""The pages of indicators: what is typed stays, what is refused is said, others see less."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.tracker.indicating import by_sex, make_indicator, make_measurement
from tests.tracker.web.pages import as_person, text
from tracker.models import Indicator, IndicatorFramework, Measurement, Report

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


@pytest.fixture
def indicator(report: Report) -> Indicator:
    return make_indicator(report)


def page(name: str, row: Any) -> str:
    return reverse(f"tracker:{name}", args=[row.public_id])


def new(**changes: Any) -> dict[str, Any]:
    return {
        "text": "Women in the mediation teams",
        "language": "en",
        "framework": IndicatorFramework.objects.get(code="national").pk,
        "level": "outcome",
        "measure": "percentage",
        "confidentiality": "member",
        **changes,
    }


def measured(year: int = 2025, **changes: Any) -> dict[str, Any]:
    return {
        **factories.boxes_of("period_start", dt.date(year, 1, 1)),
        **factories.boxes_of("period_end", dt.date(year, 12, 31)),
        "status": "final",
        "table-height": "4",
        "table-width": "2",
        **changes,
    }


def grid(*cells: str, **changes: str) -> dict[str, str]:
    """Women, men and so on in the first column."""
    rows = {f"table-row-{r}": f"Group {r}" for r in range(len(cells))}
    counts = {f"table-c-{r}-0": count for r, count in enumerate(cells)}
    return {"table-rows_are": "sex", **rows, **counts, **changes}


def test_indicator_is_added_with_targets_in_the_readers_way_of_writing(
    amina: Actor, report: Report
) -> None:
    targets = {"target-1": "37,5", **factories.boxes_of("by-day-1", dt.date(2030, 12, 31))}
    answer = as_person(amina).post(
        reverse("tracker:indicator-new"), new(**targets, **{"by-sex": "collected"})
    )
    row = Indicator.internal.get()
    assert answer["Location"] == page("indicator", row)
    assert row.targets == [{"on": "2030-12-31", "value": "37.5"}]
    assert row.disaggregation == {"sex": "collected"}


def test_wrong_indicator_is_not_stored_and_nothing_typed_is_lost(
    amina: Actor, report: Report
) -> None:
    typed = new(baseline_value="1,234", definition="All that was typed before.", level="")
    answer = as_person(amina).post(reverse("tracker:indicator-new"), typed)
    said = text(answer)
    assert answer.status_code == 400
    assert "can be read in two ways" in said
    assert "All that was typed before." in said
    assert 'value="1,234"' in said
    assert not Indicator.internal.exists()


def test_measurement_shows_how_its_table_will_be_published(
    amina: Actor, indicator: Indicator
) -> None:
    client = as_person(amina)
    answer = client.post(
        page("measurement-add", indicator),
        measured(value="٤٣", **grid("3", "40", **{"table-total": "43"})),
    )
    row = Measurement.internal.get()
    assert answer["Location"] == page("measurement", row)
    assert row.value == 43
    assert row.table["cells"] == [[3], [40]]
    shown = client.get(page("measurement", row))
    assert [r[0] for r in shown.context["preview"]["table"].cells] == ["suppressed", "suppressed"]
    assert "few people can be made out" in text(shown)


def test_more_rows_are_given_with_everything_typed_and_nothing_is_stored(
    amina: Actor, indicator: Indicator
) -> None:
    typed = measured(value="43x", comment="Typed.", more="rows", **grid("3", "forty"))
    answer = as_person(amina).post(page("measurement-add", indicator), typed)
    said = text(answer)
    assert answer.status_code == 200
    assert answer.context["cells"].height == 8
    assert all(word in said for word in ('value="43x"', 'value="forty"', "Typed.", "Group 1"))
    assert "to correct" not in said
    assert not Measurement.internal.exists()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"table-c-0-0": "1.5"}, "Row 1, column 1: write a whole number"),
        ({"table-total": "44"}, "grand total: its cells give 43, not 44"),
        ({"table-row-1": ""}, "Give this row a label."),
        ({"table-c-0-1": "4"}, "Give this column a label."),
        ({"table-rows_are": ""}, "Say what the rows are"),
    ],
)
def test_wrong_table_is_refused_with_its_place_and_kept(
    amina: Actor, indicator: Indicator, wrong: dict[str, str], said: str
) -> None:
    typed = {**measured(value="43", **grid("3", "40")), **wrong}
    answer = as_person(amina).post(page("measurement-add", indicator), typed)
    assert answer.status_code == 400
    assert said in text(answer)
    assert 'value="40"' in text(answer)
    assert not Measurement.internal.exists()


def test_stale_correction_changes_nothing(
    amina: Actor, report: Report, indicator: Indicator
) -> None:
    row = make_measurement(report, indicator)
    client = as_person(amina)
    facts = {"value": "41", "status": "final", "table-height": "4", "table-width": "2"}
    assert client.post(page("measurement", row), {**facts, "version": "1"}).status_code == 302
    again = client.post(page("measurement", row), {**facts, "value": "42", "version": "1"})
    assert again.status_code == 409
    assert Measurement.internal.get().value == 41


def test_table_of_two_dimensions_comes_back_as_it_was_written(
    amina: Actor, report: Report, indicator: Indicator
) -> None:
    table = {
        "dimensions": ["sex", "age_band"],
        "rows": ["Women", "Men"],
        "columns": ["young", "old"],
        "cells": [[1200, None], [17, 0]],
        "row_totals": [None, 17],
        "column_totals": [1217, None],
        "total": None,
    }
    row = make_measurement(report, indicator, table=table)
    client = as_person(amina)
    shown = client.get(page("measurement", row))
    typed = {
        bound.html_name: bound.value()
        for form in (shown.context["form"], shown.context["cells"])
        for bound in form
        if isinstance(bound.value(), str)
    }
    typed |= {"value": "40", "version": "1", "table-height": "4", "table-width": "3"}
    assert client.post(page("measurement", row), typed).status_code == 302
    assert Measurement.internal.get().table == table


def test_others_read_what_was_left_and_the_missing_year_is_no_zero(
    client: Client, report: Report
) -> None:
    indicator = make_indicator(
        report,
        baseline_value="12",
        baseline_date=dt.date(2020, 12, 31),
        targets=[{"on": "2030-12-31", "value": "50"}],
    )
    make_measurement(report, indicator, 2022, "20")
    make_measurement(report, indicator, 2024, "43", table=by_sex(3, 40, 43), break_in_series=True)
    factories.published(report)
    said = text(client.get(page("indicator", indicator)))
    assert "From 12 in 2020 to 43 in 2024" in said
    assert "The target is 50 by 31 December 2030: 7 more to go." in said
    assert "Nobody measured. Unknown is not zero." in said
    assert said.count("left out</abbr>") == 2
    assert '<svg class="trend"' in said
    assert 'class="tl"' not in said
    listed = text(client.get(reverse("tracker:member-detail", args=["KEN"])))
    assert "Women in the mediation teams of KEN" in listed


@pytest.mark.parametrize("role", [Role.VIEWER, Role.CONTRIBUTOR])
def test_colleague_reads_and_is_offered_nothing_to_write(
    report: Report, indicator: Indicator, role: str
) -> None:
    make_measurement(report, indicator)
    client = as_person(factories.actor(factories.make_seat(role, "KEN")))
    answer = client.get(page("indicator", indicator))
    assert answer.status_code == 200
    assert "Add a measurement" not in text(answer)


def test_restricted_indicator_is_for_the_leading_seats_alone(
    amina: Actor, otieno: Actor, report: Report
) -> None:
    indicator = make_indicator(report, confidentiality="restricted")
    assert as_person(amina).get(page("indicator", indicator)).status_code == 200
    assert as_person(otieno).get(page("indicator", indicator)).status_code == 404
    listed = as_person(otieno).get(reverse("tracker:indicator-list", args=["KEN"]))
    assert indicator.text not in text(listed)


def test_queries_of_the_pages_do_not_grow_with_the_rows(
    amina: Actor, report: Report, django_assert_num_queries: Any
) -> None:
    indicator = make_indicator(report)
    for year in range(2015, 2026):
        make_measurement(report, indicator, year)
    for n in range(5):
        make_measurement(report, make_indicator(report, code=str(n)))
    factories.published(report)
    client = Client()
    client.get(reverse("tracker:method"))
    with django_assert_num_queries(4):
        client.get(page("indicator", indicator))
    with django_assert_num_queries(4):
        client.get(reverse("tracker:indicator-list", args=["KEN"]))


def test_stale_change_shows_both_and_saves_at_the_second_try(
    amina: Actor, report: Report, indicator: Indicator
) -> None:
    client, url = as_person(amina), page("indicator-change", indicator)
    Indicator.internal.filter(pk=indicator.pk).update(unit="laws", version=2)
    data = new(text="Typed by me", unit="hours", version="1")
    stale = client.post(url, data)
    said = text(stale)
    assert stale.status_code == 409
    assert "Typed by me" in said
    assert "Somebody changed this" in said
    assert "laws" in said
    assert Indicator.internal.get(pk=indicator.pk).text == indicator.text
    assert 'name="version" value="2"' in stale.content.decode()
    assert client.post(url, data | {"version": "2"}).status_code == 302
    assert Indicator.internal.get(pk=indicator.pk).unit == "hours"


def test_stale_measurement_shows_both_with_the_counts(
    amina: Actor, report: Report, indicator: Indicator
) -> None:
    row = make_measurement(report, indicator, table=by_sex(40, 30))
    client, url = as_person(amina), page("measurement", row)
    Measurement.internal.filter(pk=row.pk).update(
        table=by_sex(41, 30), comment="Corrected.", version=2
    )
    stale = client.post(url, measured(value="50", version="1") | grid("40", "30"))
    said = text(stale)
    assert stale.status_code == 409
    assert "Corrected." in said
    assert "41" in said
    assert Measurement.internal.get(pk=row.pk).comment == "Corrected."
    assert 'name="version" value="2"' in stale.content.decode()


def test_named_reader_reads_a_restricted_indicator_with_its_measurements(
    amina: Actor, otieno: Actor, report: Report, indicator: Indicator
) -> None:
    make_measurement(report, indicator, comment="Told to few.", confidentiality="restricted")
    Indicator.internal.update(confidentiality="restricted")
    readers = reverse("tracker:readers", args=["indicator", indicator.public_id])
    colleague = as_person(otieno)
    assert colleague.get(page("indicator", indicator)).status_code == 404
    named = {"named_readers": [str(otieno.seat.public_id)]}
    client = as_person(amina)
    assert readers in client.get(page("indicator", indicator)).content.decode()
    assert client.post(readers, named).status_code == 302
    assert "Told to few." in text(colleague.get(page("indicator", indicator)))
    assert client.post(readers, {"named_readers": []}).status_code == 302
    assert colleague.get(page("indicator", indicator)).status_code == 404


def test_day_and_numbers_of_the_target_keep_apart_in_arabic(
    amina: Actor, report: Report, indicator: Indicator
) -> None:
    Indicator.internal.update(targets=[{"on": "2090-12-31", "value": "50"}])
    make_measurement(report, indicator)
    url = page("indicator", indicator)
    shown = text(as_person(amina).get(url.replace("/en/", "/ar/")))
    assert "\u206850\u2069" in shown
    assert "\u206810\u2069" in shown
    assert "\u2068" not in text(as_person(amina).get(url))
