from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from itertools import pairwise
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils.translation import override

from tracker.enums import Status
from tracker.templatetags import tracker as tags

STATUSES = ["not_started"] * 5 + ["full", "suspended", "not_applicable", "partial"] + ["full"] * 9


def drawn(template: str, **context: object) -> str:
    return Template("{% load tracker %}" + template).render(Context(context))


@pytest.mark.parametrize("status", list(Status))
def test_status_is_a_hidden_swatch_and_the_word(status: Status) -> None:
    html = drawn("{% status code %}", code=status)
    assert f'<span class="g s-{status.value}" aria-hidden="true"></span>' in html
    assert f"<span>{status.label}</span>" in html


def test_strip_has_a_column_for_each_of_eighteen_and_names_their_numbers() -> None:
    entries = [SimpleNamespace(status=status) for status in STATUSES]
    html = drawn("{% strip entries '2026' %}", entries=entries)
    assert html.count('class="f-full"') == 10
    assert html.count('class="f-not_started"') == 5
    assert (
        'aria-label="2026: 5 not started, 1 partially implemented, 10 fully implemented, '
        '1 suspended, 1 not applicable"' in html
    )


def test_strip_draws_columns_apart_and_inside_its_box() -> None:
    html = drawn("{% strip entries %}", entries=["full"] * 18)
    places = [int(x) for x in re.findall(r'<rect class="f-full" x="(\d+)"', html)]
    box = int(re.search(r'viewBox="0 0 (\d+) 30"', html)[1])  # type: ignore[index]
    gaps = [b - a for a, b in pairwise(places)]
    assert min(gaps) > 8
    assert places[-1] + 8 == box
    assert gaps[8] == max(gaps)


def test_answer_that_is_not_shown_is_a_dot_and_counted_as_no_report() -> None:
    html = drawn("{% strip entries %}", entries=[None, *["full"] * 17])
    assert html.count("<circle") == 1
    assert 'aria-label="1 no report, 17 fully implemented"' in html


def test_recommendation_that_nobody_asked_about_leaves_its_place_empty() -> None:
    html = drawn("{% strip entries %}", entries=["", *["full"] * 17])
    assert "<circle" not in html
    assert 'aria-label="17 fully implemented"' in html
    assert '<rect class="f-full" x="10"' in html


def test_strip_is_as_long_as_its_recommendations_are_many() -> None:
    html = drawn("{% strip entries %}", entries=["full", "full"])
    assert re.findall(r'<rect class="f-full" x="(\d+)"', html) == ["0", "10"]
    assert 'viewBox="0 0 18 30"' in html


def test_distribution_shares_the_whole_width_and_names_its_numbers() -> None:
    html = drawn("{% dist counts '2026' %}", counts={"full": 1, "partial": 2, "not_started": 1})
    assert re.findall(r'<svg x="([\d.]+)%" width="([\d.]+)%"', html) == [
        ("0.00", "25.00"),
        ("25.00", "50.00"),
        ("75.00", "25.00"),
    ]
    assert 'aria-label="2026: 1 not started, 2 partially implemented, 1 fully implemented"' in html
    assert re.findall(r">(\d+)</text>", html) == ["1", "2", "1"]


def test_distribution_is_drawn_from_the_other_side_in_arabic() -> None:
    with override("ar"):
        html = drawn("{% dist counts %}", counts={"full": 1, "partial": 3})
    assert re.findall(r'<svg x="([\d.]+)%"', html) == ["75.00", "0.00"]


def test_distribution_leaves_out_what_is_not_in_the_denominator() -> None:
    html = drawn("{% dist counts %}", counts={"full": 1, "not_applicable": 3, "not_reported": 9})
    assert 'aria-label="1 fully implemented"' in html
    assert 'width="100.00%"' in html


def test_distribution_of_nothing_is_no_picture() -> None:
    assert drawn("{% dist counts %}", counts={"not_applicable": 3}) == ""


def test_narrow_band_leaves_its_number_to_the_table() -> None:
    html = drawn("{% dist counts %}", counts={"full": 1, "partial": 99})
    assert re.findall(r">(\d+)</text>", html) == ["99"]
    assert "1 fully implemented" in html


def test_bar_hatches_what_was_lost_on_the_way() -> None:
    html = drawn("{% bar 40 100 70 %}")
    assert '<rect class="gone" x="40.0%" y="1" width="30.0%" height="18"/>' in html
    assert '<rect class="f-partial" width="40.0%" height="20"/>' in html
    assert 'aria-hidden="true"' in html


def test_bar_of_zero_is_a_bar_and_of_unknown_a_dotted_line() -> None:
    zero, unknown = drawn("{% bar 0 100 %}"), drawn("{% bar None 100 %}")
    assert 'width="0.0%"' in zero
    assert "unk" not in zero
    assert 'class="unk"' in unknown
    assert "f-partial" not in unknown


def test_bar_over_its_measure_stays_in_its_cell() -> None:
    assert 'width="100.0%" height="20"' in drawn("{% bar 150 100 %}")


@pytest.mark.parametrize(
    ("level", "word"), list(enumerate(["None", "Statement", "Link", "Document", "Independent"]))
)
def test_ladder_fills_its_steps_and_says_the_word(level: int, word: str) -> None:
    html = drawn("{% ladder level %}", level=level)
    assert html.count('<i class="on">') == level
    assert html.count("<i") == 4
    assert word in html


def test_money_is_grouped_and_left_to_right_in_every_language() -> None:
    with override("ar"):
        html = drawn("{% money amount 'KES' %}", amount=Decimal("41200000.000"))
    assert html == '<span class="ltr">KES\u00a041\u202f200\u202f000</span>'


def test_unknown_money_is_a_dash_and_zero_is_zero() -> None:
    assert drawn("{% money None 'KES' %}") == "–"
    assert drawn("{% money 0 %}") == '<span class="ltr">0</span>'
    assert drawn("{% percent None 5 %}{% percent 1 0 %}") == "––"
    assert drawn("{% percent 1 4 %}") == '<span class="ltr">25%</span>'


def test_amount_is_echoed_with_its_words() -> None:
    assert drawn("{% echo 29850 'KES' %}") == ("KES\u00a029\u202f850, that is 29.85 thousand")
    assert drawn("{% echo 850 'KES' %}") == "KES\u00a0850"
    assert drawn("{% echo None 'KES' %}") == ""


def test_day_has_its_month_in_words_and_its_iso_form() -> None:
    expected = '<time datetime="2027-01-31">31 January 2027</time>'
    assert drawn("{% date_long day %}", day=dt.date(2027, 1, 31)) == expected
    assert drawn("{% date_long day %}", day=dt.datetime(2027, 1, 31, 23, tzinfo=dt.UTC)) == expected
    assert drawn("{% date_long None %}") == ""


def test_days_of_a_meeting_are_kept_together() -> None:
    html = drawn("{% date_range a b %}", a=dt.date(2022, 5, 18), b=dt.date(2022, 5, 19))
    assert html == "<bdi>18–19 May 2022</bdi>"


@pytest.mark.parametrize(
    ("path", "moved"),
    [
        ("/en/matrix/?cycle=2026&group=african", "/ar/matrix/?cycle=2026&group=african"),
        ("/en/", "/ar/"),
        ("/zh-hans/members/KEN/", "/ar/members/KEN/"),
        ("/nothing/here/", "/ar/"),
        ("/", "/ar/"),
        ("//elsewhere.example/en/", "/ar/"),
    ],
)
def test_language_is_switched_on_the_same_page_with_its_filters(path: str, moved: str) -> None:
    assert tags.in_language(path, "ar") == moved
