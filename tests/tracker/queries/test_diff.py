"""What changed between two texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tracker.queries.diff import Piece, words_changed


def test_replaced_word_is_removed_then_added() -> None:
    assert words_changed("met once here", "met twice here") == [
        Piece("kept", "met "),
        Piece("removed", "once"),
        Piece("added", "twice"),
        Piece("kept", " here"),
    ]


def test_chinese_is_compared_character_by_character() -> None:
    pieces = words_changed("委员会开会", "委员会不开会")
    assert [p for p in pieces if p.kind != "kept"] == [Piece("added", "不")]


@given(before=st.text(), after=st.text())
def test_pieces_give_both_texts_back(before: str, after: str) -> None:
    pieces = words_changed(before, after)
    assert "".join(p.text for p in pieces if p.kind != "removed") == after
    assert "".join(p.text for p in pieces if p.kind != "added") == before
