"""When plans run out, how many members answered a call, and the picture of the generations."""

from __future__ import annotations

import datetime as dt

import pytest
from django.utils.translation import override

from accounts.models import Member
from recommendations.models import Call
from tests import factories
from tracker.models import Plan
from tracker.queries.plans import (
    answered,
    endings,
    ends_soon,
    in_order,
    months_before,
    ordinal,
    review_ahead,
)
from tracker.timeline import Span, timeline

ENDS = dt.date(2027, 5, 31)


def plan(**facts: object) -> Plan:
    return Plan(**{"status": "in_force", "period_end": ENDS, **facts})


def test_four_days_before_the_end_are_known():
    days = [(e.months, e.on) for e in endings([plan()])]
    assert days == [
        (12, dt.date(2026, 5, 31)),
        (6, dt.date(2026, 11, 30)),
        (3, dt.date(2027, 2, 28)),
        (1, dt.date(2027, 4, 30)),
    ]


@pytest.mark.parametrize("facts", [{"period_end": None}, {"status": "superseded"}])
def test_plan_without_an_end_and_plan_that_was_replaced_run_out_never(facts):
    assert list(endings([plan(**facts)])) == []


@pytest.mark.parametrize(
    ("today", "months"),
    [
        (dt.date(2026, 5, 30), None),
        (dt.date(2026, 5, 31), 12),
        (dt.date(2027, 4, 29), 3),
        (dt.date(2027, 5, 31), 1),
        (dt.date(2027, 6, 1), None),
    ],
)
def test_the_nearest_of_the_days_that_have_come_is_told(today, months):
    found = ends_soon(plan(), today)
    assert (found.months if found else None) == months


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (dt.date(2026, 11, 27), None),
        (dt.date(2026, 11, 28), "Mid-term review"),
        (dt.date(2027, 2, 28), "Mid-term review"),
        (dt.date(2027, 3, 1), "Final evaluation"),
        (dt.date(2027, 5, 2), None),
    ],
)
def test_next_review_is_told_three_months_ahead_and_never_afterwards(today, told):
    dates = {"mid_term_review_on": dt.date(2027, 2, 28), "final_evaluation_on": dt.date(2027, 5, 1)}
    found = review_ahead(plan(**dates), today)
    assert (str(found.what) if found else None) == told
    assert review_ahead(plan(**dates, status="superseded"), today) is None


def test_month_before_the_last_of_a_month_ends_where_that_month_does():
    assert months_before(dt.date(2028, 3, 31), 1) == dt.date(2028, 2, 29)
    assert months_before(dt.date(2027, 1, 15), 1) == dt.date(2026, 12, 15)


def test_generations_come_in_words_and_in_order():
    assert [str(ordinal(n)) for n in (None, 2, 11)] == ["", "second", "no. 11"]
    second, first = plan(generation=2), plan(generation=1)
    undated = plan()
    assert in_order([undated, second, first]) == [first, second, undated]


def calls() -> dict[str, tuple[int, int]]:
    return {code: (a.n, a.of) for code, a in answered(Call.objects.all()).items()}


@pytest.mark.django_db
def test_calls_count_states_with_a_public_current_plan_and_recorded_days_of_joining():
    assert calls() == {"2022-C2": (0, 87), "2023-C1": (0, 79), "2023-C2": (0, 87)}
    for code, facts in {
        "KEN": {"confidentiality": "public"},
        "NOR": {"confidentiality": "network"},
        "MDA": {"confidentiality": "public", "status": "superseded"},
        "GEO": {"confidentiality": "public", "period_end": dt.date(2021, 1, 1)},
        "FIN": {"confidentiality": "public", "kind": "salw"},
        "org-au": {"confidentiality": "public", "kind": "rap"},
    }.items():
        factories.make_plan(code, **facts)
        factories.make_plan(code, **facts)
        factories.published(factories.make_report(code))
    factories.make_plan("CAN", confidentiality="public")
    Member.objects.filter(code__in=["KEN", "NOR"]).update(joined_on=dt.date(2016, 9, 23))
    assert calls() == {"2022-C2": (2, 87), "2023-C1": (1, 79), "2023-C2": (2, 87)}


def test_picture_has_a_name_with_all_it_shows():
    spans = [
        Span("first", dt.date(2016, 1, 1), dt.date(2019, 12, 31), True),
        Span("<second>", dt.date(2020, 1, 1), None),
        Span("third", None, None),
    ]
    drawn = timeline(spans, dt.date(2026, 1, 1))
    assert (
        'aria-label="Plans over time: first 2016–2019, &lt;second&gt; since 2020, third no dates"'
        in drawn
    )
    assert "<second>" not in drawn
    assert drawn.count("unk") == 2
    with override("ar"):
        assert timeline(spans, dt.date(2026, 1, 1)) != drawn
    assert timeline([Span("first", None, None)], dt.date(2026, 1, 1)) == ""
