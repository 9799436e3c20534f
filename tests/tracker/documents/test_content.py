from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.documents.content import Words, clean, direction, own, paragraphs


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("Kenya", "ltr"),
        ("كينيا", "rtl"),
        ("2025 كينيا", "rtl"),
        ("KES 1\u202f200", "ltr"),
        ("2023–2027", "ltr"),
        ("85%", "ltr"),
        (" · ", ""),
        ("", ""),
    ],
)
def test_direction_follows_the_first_letter(text, way):
    assert direction(text) == way


@given(st.text())
def test_clean_text_holds_nothing_that_breaks_or_turns_a_page(text):
    found = clean(text)
    assert not set(found) & {chr(n) for n in (*range(9), *range(11, 32), 0x202E, 0x2067, 0xFEFF)}
    assert clean(found) == found


def test_letters_and_marks_of_direction_stay():
    assert clean("a\u200f\u0628 😀\r\nb") == "a\u200f\u0628 😀\nb"


def test_paragraphs_part_at_empty_lines():
    assert paragraphs("One\nline.\n\n \nTwo.\n") == ["One\nline.", "Two."]


def test_own_text_stands_in_one_line():
    assert own(" A\n  title\u2028here ").text == "A title here"


def test_words_run_as_their_letters_do_whatever_their_tag_says():
    assert Words((), ["نص عربي"], "en").is_rtl
    assert not Words((), ["English"], "ar").is_rtl
    assert Words((), ["…"], "ar").is_rtl
