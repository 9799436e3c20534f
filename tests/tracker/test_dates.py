from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.dates import date_long, date_range, month_names, month_number

LANGUAGES = ("ar", "zh-hans", "en", "fr", "ru", "es")
FIRST_OF_MAY = dt.date(2026, 5, 1)


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", "1 May 2026"),
        ("fr", "1er mai 2026"),
        ("es", "1 de mayo de 2026"),
        ("ru", "1 мая 2026\u202fг."),
        ("zh-hans", "2026年5月1日"),
        ("ar", "1 أيار/مايو 2026"),
    ],
)
def test_day_is_written_with_its_month_in_words(language: str, written: str) -> None:
    assert date_long(FIRST_OF_MAY, language) == written


@pytest.mark.parametrize(
    ("last", "language", "written"),
    [
        (dt.date(2026, 5, 1), "en", "1 May 2026"),
        (dt.date(2026, 5, 3), "en", "1–3 May 2026"),
        (dt.date(2026, 5, 3), "fr", "1er–3 mai 2026"),
        (dt.date(2026, 5, 3), "zh-hans", "2026年5月1日至3日"),
        (dt.date(2026, 6, 2), "en", "1 May 2026 – 2 June 2026"),
        (dt.date(2027, 5, 3), "en", "1 May 2026 – 3 May 2027"),
    ],
)
def test_days_of_a_meeting_say_month_and_year_once(
    last: dt.date, language: str, written: str
) -> None:
    assert date_range(FIRST_OF_MAY, last, language) == written


@given(st.integers(1, 12), st.sampled_from(LANGUAGES))
def test_month_shown_and_typed_again_is_the_same(number: int, language: str) -> None:
    assert month_number(month_names(language)[number - 1]) == number


@given(st.dates(), st.sampled_from(("ar", "en", "fr", "es", "ru")))
def test_month_copied_out_of_a_date_is_understood(day: dt.date, language: str) -> None:
    words = date_long(day, language).replace(" de ", " ").split(" ")
    assert month_number(" ".join(words[1:-1])) == day.month


@pytest.mark.parametrize(
    ("typed", "number"),
    [("3", 3), ("03", 3), ("١٢", 12), ("MARCH", 3), ("févr.", 2), ("fevr", 2), ("марта", 3)],
)
def test_month_is_understood_by_number_and_by_name(typed: str, number: int) -> None:
    assert month_number(typed) == number


@pytest.mark.parametrize("typed", ["", "0", "13", "Smarch", "-1", "أيار/يونيو", "May/June"])
def test_text_that_is_no_month_is_refused(typed: str) -> None:
    assert month_number(typed) is None
