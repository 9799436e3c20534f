from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.utils.translation import override

from tests.tracker.test_money import LANGUAGES, REFUSED, UNDERSTOOD
from tracker.forms.fields import DateField, LongTextField, MoneyField


class Paper(forms.Form):
    amount = MoneyField(label="Allocated", required=False)
    issued = DateField(label="Date of the document", required=False)
    words = LongTextField(label="Progress", most=10, required=False)


def filled(**typed: Any) -> Paper:
    return Paper({"issued_day": "", "issued_month": "", "issued_year": "", **typed})


def dated(day: str, month: str, year: str) -> Paper:
    return filled(issued_day=day, issued_month=month, issued_year=year)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("typed", "amount"), UNDERSTOOD.items())
def test_amount_means_the_same_in_every_language(typed: str, amount: int, language: str) -> None:
    with override(language):
        form = filled(amount=typed)
        assert form.is_valid()
    assert form.cleaned_data["amount"] == Decimal(amount)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", REFUSED)
def test_unclear_amount_is_refused_and_repeated_in_every_language(
    typed: str, language: str
) -> None:
    with override(language):
        form = filled(amount=typed)
        assert typed in form.errors["amount"][0]
        assert form["amount"].value() == typed


def test_amount_left_out_is_nothing_and_not_zero() -> None:
    form = filled(amount="")
    assert form.is_valid()
    assert form.cleaned_data["amount"] is None


def test_amount_with_decimals_stays_as_it_is_until_somebody_types_another() -> None:
    stored = {"amount": Decimal("1234.50")}
    shown = Paper(initial=stored)["amount"].value()
    same = Paper({"amount": shown}, initial=stored)
    other = Paper({"amount": "1234,5"}, initial=stored)
    assert same.is_valid()
    assert same.cleaned_data["amount"] == Decimal("1234.50")
    assert not same.has_changed()
    assert "1234,5" in other.errors["amount"][0]


@pytest.mark.parametrize(
    ("language", "echo"),
    [
        ("en", "29\u202f850, that is 29.85 thousand"),
        ("fr", "29\u202f850, that is 29,85 mille"),
    ],
)
def test_amount_is_echoed_beside_its_box(language: str, echo: str) -> None:
    with override(language):
        html = filled(amount="29.850")["amount"].as_field_group()
    assert f'<span class="echo">{echo}</span>' in html


@pytest.mark.parametrize(
    ("day", "month", "year"),
    [
        ("4", "3", "2026"),
        ("04", "03", "2026"),
        ("٤", "٣", "٢٠٢٦"),
        (" 4 ", "March", "2026"),
        ("4", "mars", "2026"),
        ("4", "марта", "2026"),
        ("4", "三月", "2026"),
        ("4", "آذار/مارس", "2026"),
    ],
)
def test_day_of_three_boxes_is_read_one_way(day: str, month: str, year: str) -> None:
    form = dated(day, month, year)
    assert form.is_valid()
    assert form.cleaned_data["issued"] == dt.date(2026, 3, 4)


@pytest.mark.parametrize(
    ("typed", "says", "wrong"),
    [
        (("4", "", "2026"), "Add the month.", {1}),
        (("", "3", ""), "Add the day and the year.", {0, 2}),
        (("32", "3", "2026"), "You wrote 32.", {0}),
        (("4", "13", "2026"), "You wrote 13.", {1}),
        (("4", "3", "26"), "You wrote 26.", {2}),
        (("4", "3", "0000"), "You wrote 0000.", {2}),
        (("31", "February", "2026"), "no such day: 31 February 2026.", {0}),
        (("²", "3", "2026"), "You wrote ².", {0}),
    ],
)
def test_wrong_day_says_what_to_correct_and_marks_only_that_box(
    typed: tuple[str, str, str], says: str, wrong: set[int]
) -> None:
    form = dated(*typed)
    assert says in form.errors["issued"][0]
    html = str(form["issued"])
    marked = {
        place for place, box in enumerate(html.split("<input")[1:]) if 'aria-invalid="true"' in box
    }
    assert marked == wrong
    assert form["issued"].target_id == f"id_issued_{min(wrong)}"


def test_two_forms_at_once_mark_their_own_boxes() -> None:
    first, second = dated("4", "", "2026"), dated("4", "3", "26")
    assert first.errors
    assert second.errors
    assert first["issued"].target_id == "id_issued_1"
    assert second["issued"].target_id == "id_issued_2"


def test_day_left_out_is_nothing_unless_it_is_required() -> None:
    required = forms.Form({"issued_day": ""})
    required.fields["issued"] = DateField()
    assert dated("", "", "").is_valid()
    assert required.errors["issued"] == ["Write a day, a month and a year."]


def test_stored_day_is_shown_with_its_month_by_name() -> None:
    with override("fr"):
        html = str(Paper(initial={"issued": dt.date(2026, 2, 4)})["issued"])
    assert 'value="4"' in html
    assert 'value="février"' in html
    assert 'value="2026"' in html


def test_day_typed_anew_as_it_was_is_no_change() -> None:
    initial = {"issued": dt.date(2026, 3, 4)}
    typed = {"issued_day": "04", "issued_month": "March", "issued_year": "2026"}
    assert Paper(typed, initial=initial).changed_data == []
    assert Paper({**typed, "issued_day": "5"}, initial=initial).changed_data == ["issued"]
    assert Paper({**typed, "issued_day": "x"}, initial=initial).changed_data == ["issued"]


def test_long_text_over_its_limit_is_refused_whole_with_both_numbers() -> None:
    form = filled(words="12345678901")
    assert form.errors["words"] == ["Shorten the text to 10 characters. It has 11."]
    assert form["words"].value() == "12345678901"


def test_long_text_counts_its_characters_for_the_reader() -> None:
    html = filled(words="short")["words"].as_field_group()
    assert 'data-max="10"' in html
    assert "Up to 10 characters" in html
    assert 'aria-describedby="id_words_count"' in html
    assert "maxlength" not in html
