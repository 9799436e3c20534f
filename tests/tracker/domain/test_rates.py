from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from tests import factories
from tracker.domain import rates
from tracker.domain.errors import NotAllowed
from tracker.models import ExchangeRate
from tracker.queries.rates import conversion

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 1)


def enter(actor, to="KES", rate="129.24", on=DAY, source="UN operational rates"):
    return rates.enter(actor, "USD", to, Decimal(rate), on, source)


@pytest.fixture
def reviewer():
    return factories.reviewer()


def test_rate_keeps_its_day_its_source_and_who_entered_it(reviewer):
    row = enter(reviewer, source=" UN operational rates ")
    row.refresh_from_db()
    assert (row.rate, row.on, row.source) == (Decimal("129.24"), DAY, "UN operational rates")
    assert row.entered_by == reviewer.seat


def test_rate_entered_anew_takes_the_day_and_the_old_one_stays(reviewer):
    first, second = enter(reviewer, rate="12.924"), enter(reviewer)
    first.refresh_from_db()
    assert (first.rate, first.is_current, second.is_current) == (Decimal("12.924"), False, True)
    assert ExchangeRate.objects.count() == 2


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"to": "USD"}, "to_currency"),
        ({"to": "ABC"}, "to_currency"),
        ({"rate": "0"}, "rate"),
        ({"rate": "-1"}, "rate"),
        ({"rate": "1.123456789"}, "rate"),
        ({"on": dt.date(2999, 1, 1)}, "on"),
        ({"source": "  "}, "source"),
    ],
)
def test_wrong_rate_is_refused_by_name(reviewer, facts, field):
    with pytest.raises(ValidationError) as refusal:
        enter(reviewer, **facts)
    assert field in refusal.value.message_dict
    assert not ExchangeRate.objects.exists()


def test_only_the_secretariat_enters_a_rate(amina):
    with pytest.raises(NotAllowed):
        enter(amina)
    assert not ExchangeRate.objects.exists()


def test_conversion_takes_the_latest_day_in_either_direction(reviewer):
    enter(reviewer, rate="100", on=DAY - dt.timedelta(days=30))
    enter(reviewer, rate="125")
    enter(reviewer, to="EUR", rate="0.5")
    found = conversion({"KES", "EUR", "USD"})
    assert (found.target, found.missing) == ("USD", [])
    assert found.worth == {"USD": 1, "KES": Decimal("0.008"), "EUR": Decimal(2)}
    assert {used.on for used in found.used} == {DAY}


def test_currency_without_a_rate_is_named_and_nothing_is_guessed(reviewer):
    enter(reviewer)
    assert conversion({"KES", "NOK"}).missing == ["NOK"]
    assert conversion({"KES"}) is None


def test_no_rate_at_all_converts_nothing():
    assert conversion({"KES", "NOK"}) is None
