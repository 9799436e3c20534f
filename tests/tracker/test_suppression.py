"""No hidden count can be worked out from what is published: random tables against a reader who
solves equations and knows nothing of the method (tests/inference.py)."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st

from tests.inference import Reader
from tracker.celltable import SUPPRESSED, TOTAL, CellTable, Place
from tracker.suppression import Earlier, Headline, Outcome, suppress

PROOF = os.environ.get("PROOF") == "true"
EXAMPLES = 4000 if PROOF else 300
# Counts at and around both minimums, and larger ones that hide them well or badly.
counts = st.one_of(st.integers(0, 4), st.integers(0, 14), st.integers(5, 80))


def total(line: list[Any]) -> int:
    return sum(n for n in line if n is not None)


@st.composite
def tables(draw: st.DrawFn) -> CellTable:
    rows = draw(st.integers(1, 4))
    columns = draw(st.sampled_from([0, 0, 2, 3]))
    cell = st.one_of(counts, st.none()) if draw(st.integers(0, 5)) == 0 else counts
    cells = tuple(tuple(draw(cell) for _ in range(columns or 1)) for _ in range(rows))
    bare = CellTable(
        ("sex", "age_band") if columns else ("sex",),
        tuple(f"r{n}" for n in range(rows)),
        tuple(f"c{n}" for n in range(columns)),
        cells,
        (None,) * (rows if columns else 0),
        (None,) * columns,
    )
    return with_totals(bare, draw(st.sampled_from(["all", "none", "some"])), draw)


def with_totals(bare: CellTable, which: str, draw: Any = None) -> CellTable:
    """The table with the totals that its member gives: of lines that are known whole."""
    for place in list(bare.places()):
        line = bare.line(place)
        given = which == "all" or (which == "some" and draw(st.booleans()))
        if place[0] != "cell" and given and None not in line:
            bare = bare.replaced(frozenset([place]), total(line))
    return bare


@st.composite
def headlines(draw: st.DrawFn, table: CellTable) -> Headline:
    sums = st.sampled_from([total(table.line(place)) for place in table.places()])
    match draw(st.sampled_from(["none", "sum", "other", "share", "share alone"])):
        case "none":
            return Headline()
        case "sum":
            return Headline(value=Decimal(draw(sums)))
        case "other":
            return Headline(value=Decimal(draw(st.integers(0, 300))))
        case kind:
            part, whole = sorted([draw(sums), draw(sums)])
            if not whole:
                return Headline(is_percentage=True)
            value = round(100 * Decimal(part) / whole, draw(st.sampled_from([0, 1, 3])))
            if kind == "share alone":
                return Headline(value, is_percentage=True)
            return Headline(value, Decimal(part), Decimal(whole), is_percentage=True)


@dataclass
class Publication:
    """One version: exact numbers, and what was made public of them."""

    table: CellTable
    headline: Headline
    outcome: Outcome

    def as_earlier(self) -> Earlier:
        return Earlier(self.outcome.table, self.headline if self.outcome.shows_headline else None)


def read(reader: Reader, version: int, one: Publication, same: dict[Place, int]) -> None:
    """Everything one publication tells. Cells that are the same in a later version are one unknown:
    a reader may guess that, and a wrong guess would be told by nothing."""
    exact, shown = one.table, one.outcome.table

    def unknown(place: Place) -> Any:
        return (same.get(place, version), place)

    def line(place: Place) -> dict[Any, Any]:
        found: dict[Any, Any] = {}
        kind, first, _second = place
        for r in range(len(exact.rows)):
            for c in range(exact.width):
                if (
                    (kind == "cell" and place == ("cell", r, c))
                    or (kind == "row" and r == first)
                    or (kind == "column" and c == first)
                    or kind == "total"
                ):
                    found[unknown(("cell", r, c))] = 1
        return found

    for place in exact.places():
        if place[0] == "cell":
            reader.learn_least(unknown(place), 0)
        if shown is None:
            continue
        told = shown.at(place)
        if isinstance(told, int):
            reader.learn({**line(place), None: -told})
        if told == SUPPRESSED and exact.at(place) != 0 and place[0] == "cell":
            # Zeros are shown: what is hidden is one or more.
            reader.learn_least(unknown(place), 1)
    if not one.outcome.shows_headline:
        return
    known_lines = [p for p in exact.places() if None not in exact.line(p)]
    sums = {p: total(exact.line(p)) for p in known_lines}
    for place, n in sums.items():
        if n in _numbers(one.headline):
            reader.learn({**line(place), None: -n})
        for other, whole in sums.items():
            if one.headline.is_percentage and one.headline.value is not None and whole:
                share = Fraction(one.headline.value) / 100
                if Fraction(n, whole) == share and other != place:
                    told_of = Counter(line(place))
                    terms: dict[Any, Any] = dict(told_of)
                    for name, factor in line(other).items():
                        terms[name] = terms.get(name, 0) - share * factor
                    reader.learn(terms)


def _numbers(headline: Headline) -> set[Any]:
    told = {headline.numerator, headline.denominator}
    if not headline.is_percentage:
        told.add(headline.value)
    if headline.numerator is not None and headline.denominator is not None:
        told.add(headline.denominator - headline.numerator)
    return told - {None}


def check(versions: list[Publication], minimum: int) -> int:
    """Every hidden count of the last version keeps room. Returns how many were hidden."""
    last = versions[-1]
    reader = Reader()
    same: dict[Place, int] = {}
    for number, one in enumerate(versions):
        if one.table.shape != last.table.shape:
            continue
        same = {
            p: len(versions) - 1
            for p in one.table.places()
            if p[0] == "cell" and one.table.at(p) == last.table.at(p)
        }
        read(reader, number, one, same)
    hidden = 0
    for place in last.table.places():
        count = last.table.at(place)
        if place[0] != "cell" or count is None:
            continue
        is_shown = last.outcome.table is not None and last.outcome.table.at(place) == count
        if is_shown:
            assert not 0 < count < minimum, f"{place} shows {count}"
            continue
        low, high = reader.bounds((len(versions) - 1, place))
        is_small = 0 < count < minimum
        room = high - low
        assert low <= count <= high, "The reader is wrong."
        if last.outcome.table is not None or is_small:
            assert room >= (minimum - 1 if is_small else 1), f"{place}: {low} to {high}, is {count}"
        hidden += 1
    return hidden


tried: Counter[str] = Counter()


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data(), table=tables(), minimum=st.sampled_from([5, 10]), violence=st.booleans())
def test_no_hidden_count_can_be_worked_out(data, table, minimum, violence):
    headline = data.draw(headlines(table))
    outcome = suppress(table, headline, minimum, of_violence=violence)
    note(f"{headline} {outcome}")
    hidden = check([Publication(table, headline, outcome)], minimum)
    tried.update(tables=1, hidden=hidden, held_back=outcome.is_held_back)
    if outcome.table is not None:
        for place in table.places():
            assert outcome.table.at(place) in (table.at(place), SUPPRESSED)
            if table.at(place) == 0:
                assert outcome.table.at(place) == 0


@settings(
    max_examples=EXAMPLES // 2,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data(), table=tables(), minimum=st.sampled_from([5, 10]))
def test_no_correction_gives_a_hidden_count_away(data, table, minimum):
    versions: list[Publication] = []
    for _version in range(data.draw(st.integers(2, 3))):
        headline = data.draw(headlines(table))
        outcome = suppress(table, headline, minimum, earlier=[v.as_earlier() for v in versions])
        versions.append(Publication(table, headline, outcome))
        note(repr(versions[-1]))
        check(versions, minimum)
        tried.update(corrections=1)
        if any(v.outcome.table is not None and _marks(v.outcome.table) for v in versions[:-1]):
            small = any(0 < (table.at(p) or 0) < minimum for p in table.places())
            now = _marks(outcome.table) if outcome.table is not None else None
            for before in versions[:-1]:
                if small and now is not None and before.outcome.table is not None:
                    assert _marks(before.outcome.table) <= now
        table = _corrected(data, table)


def _corrected(data: Any, table: CellTable) -> CellTable:
    places = [p for p in table.places() if p[0] == "cell"]
    for place in data.draw(st.lists(st.sampled_from(places), max_size=2)):
        table = table.replaced(frozenset([place]), data.draw(counts))
    for place in table.places():
        if place[0] != "cell" and table.at(place) is not None:
            table = table.replaced(frozenset([place]), total(table.line(place)))
    return table


def _marks(table: CellTable) -> set[Place]:
    return {p for p in table.places() if table.at(p) == SUPPRESSED}


def teardown_module() -> None:
    print(f"\nsuppression: {dict(tried)}, none of them inferable")


# --- by hand -------------------------------------------------------------------------------------


def two_by_three() -> CellTable:
    bare = CellTable(
        ("sex", "age_band"),
        ("Women", "Men"),
        ("a", "b", "c"),
        ((3, 12, 9), (20, 7, 30)),
        (None, None),
        (None, None, None),
    )
    return with_totals(bare, "all")


def column(*cells: int | None, of: int | None = None) -> CellTable:
    rows = tuple(f"r{n}" for n in range(len(cells)))
    return CellTable(("sex",), rows, (), tuple((cell,) for cell in cells), (), (), of)


def shown(outcome: Outcome) -> list[Any]:
    assert outcome.table is not None
    return [row[0] for row in outcome.table.cells]


def test_one_small_cell_takes_three_others_along_where_all_totals_are_given():
    outcome = suppress(two_by_three(), Headline(Decimal(81)), 5)
    assert outcome.table is not None
    assert outcome.table.cells == (
        (SUPPRESSED, SUPPRESSED, 9),
        (SUPPRESSED, SUPPRESSED, 30),
    )
    assert (outcome.table.total, outcome.shows_headline) == (81, True)


def test_table_without_small_cells_is_published_as_it_was_entered():
    table = column(5, 12, 0, None)
    outcome = suppress(table, Headline(Decimal(17)), 5)
    assert outcome.table == table
    assert outcome.changes_nothing


@pytest.mark.parametrize("minimum", [5, 10])
def test_zero_is_shown_and_one_below_the_minimum_is_not(minimum):
    assert shown(suppress(column(0, minimum - 1, minimum), Headline(), minimum)) == [
        0,
        SUPPRESSED,
        minimum,
    ]


def test_numerator_that_is_a_small_cell_is_held_back_with_its_share():
    headline = Headline(Decimal(20), Decimal(3), Decimal(15), is_percentage=True)
    outcome = suppress(column(3, 12, of=15), headline, 5)
    assert not outcome.shows_headline
    assert SUPPRESSED in shown(outcome)


def test_share_alone_of_a_whole_that_is_told_is_held_back():
    outcome = suppress(column(3, 57, of=60), Headline(Decimal(5), is_percentage=True), 5)
    assert not outcome.shows_headline


def test_number_of_its_own_fills_no_gap_in_a_table():
    assert not suppress(column(12, None), Headline(Decimal(15)), 5).shows_headline
    assert suppress(column(12, None), Headline(Decimal(40)), 5).shows_headline


def test_small_number_without_a_table_is_held_back_only_about_violence():
    three = Headline(Decimal(3))
    assert suppress(None, three, 5).shows_headline
    assert not suppress(None, three, 10, of_violence=True).shows_headline
    few_left = Headline(Decimal(90), Decimal(36), Decimal(40), is_percentage=True)
    assert not suppress(None, few_left, 10, of_violence=True).shows_headline


def test_other_table_for_the_same_days_is_held_back_beside_a_suppressed_one():
    before = suppress(column(3, 12, 40, of=55), Headline(), 5)
    other = with_totals(two_by_three(), "all")
    outcome = suppress(other, Headline(), 5, earlier=[Earlier(before.table, Headline())])
    assert (outcome.table, outcome.shows_headline) == (None, False)
    same_days_not = Earlier(before.table, Headline(), is_same_period=False)
    assert suppress(column(8, 12), Headline(), 5, earlier=[same_days_not]).is_held_back


def test_table_taken_away_does_not_bring_a_hidden_number_back():
    before = suppress(column(3, 12), Headline(Decimal(3)), 5)
    assert not before.shows_headline
    outcome = suppress(None, Headline(Decimal(3)), 5, earlier=[Earlier(before.table, None)])
    assert not outcome.shows_headline


def test_largest_table_is_decided_in_a_moment():
    cells = tuple(tuple((7 * r + 3 * c) % 23 for c in range(12)) for r in range(30))
    bare = CellTable(
        ("sex", "institution"),
        tuple(f"r{n}" for n in range(30)),
        tuple(f"c{n}" for n in range(12)),
        cells,
        (None,) * 30,
        (None,) * 12,
    )
    outcome = suppress(with_totals(bare, "all"), Headline(), 10)
    assert outcome.table is None or TOTAL in outcome.hidden or outcome.hidden
