from decimal import Decimal

import pytest

from tracker.numbers import NotANumber, format_number, parse_number


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", None),
        ("37.5", "37.5"),
        ("37,5", "37.5"),
        ("37,5 %", "37.5"),
        ("1 234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1234", "1234"),
        ("0,125", "0.125"),
        ("1,2340", "1.234"),
        ("\u0661\u0662\u066b\u0665", "12.5"),
        ("12\u066b345", "12.345"),
        ("\u22124.25", "-4.25"),
        ("0", "0"),
    ],
)
def test_number_is_read_as_people_write_it(typed, number):
    assert parse_number(typed) == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    "typed", ["1,234", "12.345", "4 or 5", "1.2.3", "1,2,3.4.5", "1e5", "0.1234"]
)
def test_what_can_be_read_in_two_ways_or_in_none_is_refused(typed):
    with pytest.raises(NotANumber) as refused:
        parse_number(typed)
    assert refused.value.typed == typed


def test_number_is_written_with_the_decimals_it_has():
    assert format_number(Decimal("1234567.500"), "en") == "1\u202f234\u202f567.5"
    assert format_number(Decimal("0.125"), "fr") == "0,125"
    assert format_number(Decimal("-3"), "es") == "\u22123"
    assert format_number(None, "en") == ""
