"""Joining what two people wrote, field by field."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.forms.conflict import join

WORDS = st.dictionaries(st.sampled_from("abc"), st.sampled_from(["", "x", "y", "z"]))


def test_field_that_only_one_side_changed_takes_that_side() -> None:
    joined = join({"a": "mine", "b": "old"}, {"a": "old", "b": "old"}, {"a": "old", "b": "new"})
    assert joined.values == {"a": "mine", "b": "new"}
    assert (joined.differing, joined.included) == ((), 1)


def test_field_that_both_changed_alike_is_no_question() -> None:
    assert join({"a": "same"}, {"a": "old"}, {"a": "same"}).differing == ()


def test_field_that_both_changed_differently_keeps_mine_and_asks() -> None:
    joined = join({"a": "mine"}, {"a": "old"}, {"a": "theirs"})
    assert joined.values == {"a": "mine"}
    assert joined.differing == ("a",)


def test_unknown_base_asks_about_every_difference() -> None:
    assert join({"a": "mine"}, None, {"a": "theirs"}).differing == ("a",)


@given(mine=WORDS, base=WORDS, theirs=WORDS)
def test_nothing_typed_is_ever_lost_without_a_question(mine, base, theirs) -> None:
    joined = join(mine, base, theirs)
    for name, typed in mine.items():
        if typed != base.get(name):
            assert joined.values[name] == typed
