from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest

from tests import factories
from tests.tracker.api.conftest import ids, problem
from tests.tracker.indicating import by_sex, make_indicator, make_measurement
from tracker.models import Indicator, Measurement

NEW = {
    "framework": "national",
    "text": "Women in the mediation teams",
    "language": "en",
    "level": "outcome",
    "measure": "percentage",
}


@pytest.fixture
def report(db):
    return factories.make_report("KEN")


@pytest.fixture
def indicator(report):
    return make_indicator(report)


def days(indicator, /, **facts):
    return {
        "indicator": str(indicator.public_id),
        "period_start": "2025-01-01",
        "period_end": "2025-12-31",
        "status": "final",
        **facts,
    }


def test_indicator_is_written_and_read_with_decimals_as_texts(api, amina, report):
    caller = api(amina)
    made = caller.post(
        "indicators/",
        {
            **NEW,
            "baseline_value": "18.50",
            "baseline_date": "2020-12-31",
            "targets": [{"on": "2030-12-31", "value": "50"}, {"on": "2027-12-31", "value": "35.5"}],
            "disaggregation": {"sex": "collected", "ethnic": "not_collected_on_purpose"},
            "recommendations": ["2022-02", "2022-01"],
        },
    )
    assert made.status_code == 201, made.content
    found = made.json()
    assert (found["baseline_value"], found["minimum_cell"]) == ("18.5", 5)
    assert [t["value"] for t in found["targets"]] == ["35.5", "50"]
    assert found["recommendations"] == ["2022-01", "2022-02"]
    assert caller.get(f"indicators/{found['id']}/").json() == found
    assert found["confidentiality"] == "member"


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({"minimum_cell": 4}, "/minimum_cell"),
        ({"violence_data": True, "minimum_cell": 9}, "/minimum_cell"),
        ({"targets": [{"on": "2030-12-31", "value": 50.5}]}, "/targets"),
        ({"targets": [{"on": "soon", "value": "50"}]}, "/targets"),
        ({"disaggregation": {"religion": "collected"}}, "/disaggregation"),
        ({"recommendations": ["2099-01"]}, "/recommendations"),
        ({"framework": "nobody"}, "/framework"),
        ({"baseline_value": "3"}, "/baseline_date"),
    ],
)
def test_wrong_indicator_is_refused_by_field_and_nothing_is_stored(
    api, amina, report, wrong, pointer
):
    refused = api(amina).post("indicators/", {**NEW, **wrong})
    assert pointer in [
        error["pointer"] for error in problem(refused, 400, "wrong-values")["errors"]
    ]
    assert not Indicator.internal.exists()


def test_data_on_violence_raise_the_minimum_by_themselves(api, amina, report, indicator):
    caller = api(amina)
    url = f"indicators/{indicator.public_id}/"
    changed = caller.patch(url, {"violence_data": True}, version=1)
    assert changed.json()["minimum_cell"] == 10


def test_measurement_with_a_table_warns_and_is_read_as_written(api, amina, report):
    indicator = make_indicator(report, measure="percentage")
    made = api(amina).post(
        "measurements/", days(indicator, value="37.5", numerator="3", table=by_sex(3, 5, 8))
    )
    assert made.status_code == 201, made.content
    found = made.json()
    assert (found["value"], found["table"]["cells"]) == ("37.5", [[3], [5]])
    assert len(found["warnings"]) == 1


@pytest.mark.parametrize(
    ("wrong", "pointer"),
    [
        ({}, "/value"),
        ({"value": "4", "value_text": "Four"}, "/value_text"),
        ({"value": "4", "denominator": "0"}, "/denominator"),
        ({"value": "4", "period_end": "2024-12-31"}, "/period_end"),
        ({"table": by_sex(3, 5, 9)}, "/table"),
        ({"table": by_sex(3, None, 3)}, "/table"),
        ({"table": {**by_sex(3, 5), "cells": [[3.5], [5]]}}, "/table"),
        ({"table": {**by_sex(3, 5), "cells": [["suppressed"], [5]]}}, "/table"),
        ({"table": {**by_sex(3, 5), "rows": ["Women", "women"]}}, "/table"),
        ({"table": {**by_sex(3, 5), "dimensions": ["religion"]}}, "/table"),
        ({"table": [1]}, "/table"),
        ({"value": "1", "numbers_hidden": False}, "/numbers_hidden"),
    ],
)
def test_wrong_measurement_is_refused_by_field_and_nothing_is_stored(
    api, amina, indicator, wrong, pointer
):
    refused = api(amina).post("measurements/", days(indicator, **wrong))
    assert pointer in [
        error["pointer"] for error in problem(refused, 400, "wrong-values")["errors"]
    ]
    assert not Measurement.internal.exists()


def test_same_days_are_a_conflict_and_overlapping_ones_are_refused(api, amina, indicator):
    caller = api(amina)
    first = caller.post("measurements/", days(indicator, value="4")).json()
    again = caller.post("measurements/", days(indicator, value="5"))
    assert problem(again, 409, "duplicate")["existing"] == first["id"]
    half = days(indicator, value="5", period_start="2025-07-01", period_end="2026-06-30")
    assert problem(caller.post("measurements/", half), 400, "wrong-values")
    assert Measurement.internal.get().value == 4


def test_stale_version_changes_nothing(api, amina, report, indicator):
    row = make_measurement(report, indicator)
    caller, url = api(amina), f"measurements/{row.public_id}/"
    assert caller.patch(url, {"value": "41"}, version=1).status_code == 200
    assert problem(caller.patch(url, {"value": "42"}, version=1), 412, "stale")
    assert caller.patch(url, {"value": "42"}, version=None).status_code == 428
    assert Measurement.internal.get().value == 41


def test_lists_are_narrowed_and_no_filter_looks_into_cells(api, report, indicator):
    other = make_indicator(
        report, code="2", level="output", measure="percentage", pillar="protection"
    )
    make_measurement(report, indicator)
    make_measurement(report, other, status="provisional")
    factories.published(report)
    caller = api()
    mine, its = {str(indicator.public_id)}, {str(other.public_id)}
    for query, found in {
        "kind=outcome": mine,
        "kind=percentage": its,
        "framework=national": mine | its,
        "pillar=protection": its,
        "recommendation=2022-08": mine | its,
        "recommendation=2022-09": set(),
        "member=NOR": set(),
        "search=mediation": mine | its,
        "status=provisional": its,
        "status=provisional,final": mine | its,
    }.items():
        assert set(ids(caller.get(f"indicators/?{query}"))) == found, query
    rows = caller.get("measurements/?status=provisional").json()["results"]
    assert [row["indicator"] for row in rows] == list(its)
    for name in ("table", "cells", "sex", "dimension", "value", "count"):
        assert caller.get(f"measurements/?{name}=3").status_code == 400


def test_status_looks_at_measurements_that_the_reader_sees(api, amina, report, indicator):
    make_measurement(report, indicator)
    factories.published(report)
    Measurement.objects.working().update(status="provisional")
    assert ids(api().get("indicators/?status=provisional")) == []
    assert ids(api(amina).get("indicators/?status=provisional")) == [str(indicator.public_id)]


def test_others_read_the_suppressed_table_and_the_member_the_exact_one(api, amina, report):
    indicator = make_indicator(report)
    row = make_measurement(report, indicator, value="15", table=by_sex(3, 12, 15))
    factories.published(report)
    url = f"measurements/{row.public_id}/"
    assert api(amina).get(url).json()["table"]["cells"] == [[3], [12]]
    for caller in (api(), api(factories.kari())):
        shown = caller.get(url).json()
        assert shown["table"]["cells"] == [["suppressed"], ["suppressed"]]
        assert shown["warnings"] == []


def test_withdrawn_indicator_is_gone_at_once(api, amina, report, indicator):
    row = make_measurement(report, indicator)
    factories.published(report)
    done = api(amina).post(
        f"indicators/{indicator.public_id}/withdraw/", {"reason": "It endangers somebody."}
    )
    assert done.json()["confidentiality"] == "member"
    for url in (f"indicators/{indicator.public_id}/", f"measurements/{row.public_id}/"):
        assert api().get(url).status_code == 410
    since = api().get("measurements/?updated_since=2020-01-01").json()["results"]
    assert since == [{"id": str(row.public_id), "withdrawn": True}]


def exported(caller) -> list[dict[str, str]]:
    body = b"".join(caller.get("exports/indicators.csv").streaming_content)
    return list(csv.DictReader(io.StringIO(body.decode("utf-8-sig"), newline="")))


def test_export_marks_what_was_left_out_and_neutralizes_formulas(api, amina, report):
    indicator = make_indicator(report, text="=cmd|' /C calc'!A0")
    table = {**by_sex(3, 12, 15), "rows": ["+Women", "Men"]}
    make_measurement(report, indicator, value="15", table=table)
    factories.published(report)
    make_measurement(report, indicator, 2026, "77")
    for caller in (api(), api(amina)):
        rows = exported(caller)
        told = [(row["what"], row["row"], row["number"], row["suppressed"]) for row in rows]
        assert told == [
            ("value", "", "15", "false"),
            ("cell", "'+Women", "", "true"),
            ("cell", "Men", "", "true"),
            ("total", "", "15", "false"),
        ]
        assert rows[0]["text"].startswith("'=")


def test_number_is_no_float(api, amina, indicator):
    made = api(amina).post("measurements/", days(indicator, value="0.1"))
    assert made.json()["value"] == "0.1"
    assert Measurement.internal.get().value == Decimal("0.1")
