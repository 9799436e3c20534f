"""What leaves the working rows: suppressed copies, and nothing that undoes them later."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from accounts.actor import PUBLIC, Actor
from tests import factories
from tests.tracker.indicating import by_sex, make_indicator, make_measurement
from tracker.domain import indicators, measurements, publication
from tracker.domain.errors import NotAllowed
from tracker.models import Indicator, Measurement, Report

pytestmark = pytest.mark.django_db
HIDDEN = "suppressed"


@pytest.fixture
def report(db: None) -> Report:
    return factories.make_report()


def shown(measurement: Measurement) -> Measurement:
    return Measurement.objects.published().get(public_id=measurement.public_id)


def cells(measurement: Measurement) -> list[Any]:
    return [row[0] for row in shown(measurement).table["cells"]]


def published_rows() -> str:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT to_jsonb(m)::text FROM tracker_measurement m WHERE edition = 'published'"
            " UNION ALL SELECT to_jsonb(e)::text FROM tracker_measurementevent e"
            " WHERE edition = 'published'"
        )
        return "\n".join(row for (row,) in cursor.fetchall())


def test_published_copy_holds_the_suppressed_table_and_never_the_exact_one(report: Report) -> None:
    indicator = make_indicator(report)
    row = make_measurement(report, indicator, value="61041", table=by_sex(3, 61038, 61041))
    factories.published(report)
    assert cells(row) == [HIDDEN, HIDDEN]
    assert shown(row).value == 61041
    assert "61038" not in published_rows()
    assert Measurement.internal.get(pk=row.pk).table == by_sex(3, 61038, 61041)
    assert Measurement.objects.visible_to(PUBLIC).get().pk == shown(row).pk


def test_member_and_network_copies_follow_their_class(report: Report) -> None:
    for name in ("member", "network", "restricted"):
        make_measurement(report, make_indicator(report, code=name, confidentiality=name))
    factories.published(report)
    codes = list(Indicator.objects.published().values_list("code", flat=True))
    assert codes == ["network"]
    assert not Indicator.objects.visible_to(PUBLIC).exists()
    assert Indicator.objects.visible_to(factories.kari()).get().code == "network"


def test_correction_keeps_suppressed_what_was_suppressed_before(report: Report) -> None:
    indicator = make_indicator(report)
    row = make_measurement(report, indicator, value="64", table=by_sex(3, 61))
    factories.published(report)
    assert cells(row) == [HIDDEN, HIDDEN]
    Measurement.internal.filter(pk=row.pk).update(table=by_sex(8, 4))
    publication.publish_edition(report)
    assert cells(row) == [HIDDEN, HIDDEN]
    Measurement.internal.filter(pk=row.pk).update(table=by_sex(8, 61), value=Decimal(69))
    publication.publish_edition(report)
    assert cells(row) == [8, 61]


def test_fallen_count_beside_one_that_readers_remember_is_held_back_whole(report: Report) -> None:
    """40 was published: with the sum beside it, it would give the new 3 away."""
    row = make_measurement(report, make_indicator(report), value="48", table=by_sex(8, 40, 48))
    factories.published(report)
    assert cells(row) == [8, 40]
    Measurement.internal.filter(pk=row.pk).update(table=by_sex(3, 40, 43), value=Decimal(43))
    publication.publish_edition(report)
    copy = shown(row)
    assert copy.table["cells"] == [[HIDDEN], [40]]
    assert (copy.table["total"], copy.value, copy.numbers_hidden) == (HIDDEN, None, True)


def test_removed_and_written_anew_is_still_the_same_to_a_reader(
    amina: Actor, report: Report
) -> None:
    indicator = make_indicator(report)
    row = make_measurement(report, indicator, value=None, table=by_sex(3, 40, 43))
    factories.published(report)
    Measurement.internal.filter(pk=row.pk).delete()
    again = make_measurement(
        report,
        indicator,
        value=None,
        table={**by_sex(3, 40, 43), "rows": ["Female", "Male"]},
    )
    publication.publish_edition(report)
    assert shown(again).table == {}
    assert shown(again).table_hidden
    assert not Measurement.objects.published().filter(public_id=row.public_id).exists()


def test_publishing_the_same_again_changes_nothing_of_what_is_shown(report: Report) -> None:
    table = {
        "dimensions": ["sex", "age_band"],
        "rows": ["Women", "Men"],
        "columns": ["under 30", "30 or more"],
        "cells": [[2, 30], [17, 25]],
        "row_totals": [32, 42],
        "column_totals": [19, 55],
        "total": 74,
    }
    row = make_measurement(report, make_indicator(report), value="74", table=table)
    factories.published(report)
    first = shown(row)
    for _again in range(2):
        publication.publish_edition(report)
    assert shown(row).table == first.table
    assert json.dumps(first.table).count(HIDDEN) == 4
    assert (first.value, shown(row).value) == (74, 74)


def test_small_number_about_violence_is_held_back_with_its_baseline(report: Report) -> None:
    indicator = make_indicator(
        report, violence_data=True, minimum_cell=10, baseline_value=7, baseline_date="2020-12-31"
    )
    row = make_measurement(report, indicator, value="9")
    factories.published(report)
    assert (shown(row).value, shown(row).numbers_hidden) == (None, True)
    assert Indicator.objects.published().get().baseline_value is None
    assert Indicator.internal.get(pk=indicator.pk).baseline_value == 7


def test_corrected_in_a_later_report_its_copy_goes_along(amina: Actor, report: Report) -> None:
    indicator = make_indicator(report)
    row = make_measurement(report, indicator, value="40")
    factories.published(report)
    later = factories.make_report("KEN", factories.make_cycle("2027"))
    measurements.change(amina, later, row, 1, {"value": Decimal(44)})
    assert shown(row).value == 40
    factories.published(later)
    assert (shown(row).value, shown(row).report_id) == (44, later.pk)


def test_withdrawn_report_takes_its_measurements_and_leaves_those_of_others(
    report: Report,
) -> None:
    indicator = make_indicator(report)
    first = make_measurement(report, indicator, 2024)
    later = factories.make_report("KEN", factories.make_cycle("2027"))
    second = make_measurement(later, indicator, 2025)
    factories.published(report)
    factories.published(later)
    publication.withdraw_edition(report)
    factories.put(report, state="withdrawn", withdrawn_at=report.published_at)
    ids = set(Measurement.objects.published().values_list("public_id", flat=True))
    assert ids == {second.public_id}
    assert first.public_id not in ids
    publication.withdraw_edition(later)
    assert not Indicator.objects.published().exists()


def test_indicator_is_withdrawn_at_once_with_a_reason_and_stays_back(
    amina: Actor, report: Report
) -> None:
    indicator = make_indicator(report)
    make_measurement(report, indicator)
    factories.published(report)
    with pytest.raises(ValidationError):
        indicators.withdraw(amina, indicator, " ")
    with pytest.raises(NotAllowed):
        indicators.withdraw(factories.kari(), indicator, "Curious.")
    assert Indicator.objects.visible_to(PUBLIC).exists()
    indicators.withdraw(amina, indicator, "It endangers somebody.")
    assert not Indicator.objects.visible_to(PUBLIC).exists()
    assert not Measurement.objects.visible_to(PUBLIC).exists()
    publication.publish_edition(report)
    assert not Indicator.objects.visible_to(PUBLIC).exists()
    assert Indicator.objects.visible_to(amina).get().confidentiality == "member"


def test_narrowed_indicator_goes_with_the_next_publication(amina: Actor, report: Report) -> None:
    indicator = make_indicator(report)
    make_measurement(report, indicator)
    factories.published(report)
    factories.put(report, state="returned")
    indicators.change(amina, report, indicator, 1, {"confidentiality": "network"})
    publication.publish_edition(report)
    assert not Indicator.objects.visible_to(PUBLIC).exists()
    assert Measurement.objects.visible_to(factories.kari()).count() == 1
