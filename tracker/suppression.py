"""What of a table may be published so that nobody works out a small number (decision 21).

Hidden are counts from 1 to one below the minimum; then as many more that no hidden one can be
computed from the totals, from the measurement's own numbers or from what was published of the same
measurement before. 0 is shown: it is about nobody. So a reader takes every hidden count for 1 or
more, and the proof here grants them that.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .celltable import SUPPRESSED, TOTAL, CellTable, Place
from .flows import ENDLESS, Arc, Key, cheapest_way, room

LEAST_CELL, LEAST_CELL_VIOLENCE = 5, 10


@dataclass(frozen=True)
class Headline:
    """A measurement's own numbers. A percentage is `value`; then `denominator` is its whole."""

    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    is_percentage: bool = False

    def counts(self) -> set[int]:
        """The whole numbers that somebody reads here, or works out from what stands here."""
        told = [self.numerator, self.denominator]
        if not self.is_percentage:
            told.append(self.value)
        if self.numerator is not None and self.denominator is not None:
            told.append(self.denominator - self.numerator)
        if self.is_percentage and self.value is not None and self.denominator is not None:
            part = (self.value * self.denominator / 100).to_integral_value()
            told += [part, self.denominator - part]
        return {int(n) for n in told if n is not None and n == n.to_integral_value()}

    def shares(self) -> list[tuple[Decimal, Decimal]]:
        """Percentages, with what is left of a hundred; each with how far rounding reaches."""
        if not self.is_percentage or self.value is None:
            return []
        digits = min(int(self.value.normalize().as_tuple().exponent), 0)
        near = Decimal(1).scaleb(digits) / 2
        return [(self.value, near), (100 - self.value, near)]


@dataclass(frozen=True)
class Earlier:
    """What was published before of the same indicator for the same days. `table` and `headline` are
    None where it had none, or hid it."""

    table: CellTable | None = None
    headline: Headline | None = None
    is_same_period: bool = True


@dataclass(frozen=True)
class Outcome:
    """What may be published: the table with its hidden cells marked, or None where it has to stay
    back whole; and whether the measurement's own numbers may stand beside it."""

    table: CellTable | None
    shows_headline: bool
    small: frozenset[Place] = frozenset()
    hidden: frozenset[Place] = frozenset()
    is_held_back: bool = False

    @property
    def changes_nothing(self) -> bool:
        return self.shows_headline and not self.hidden and not self.is_held_back


def suppress(
    table: CellTable | None,
    headline: Headline,
    minimum: int,
    *,
    of_violence: bool = False,
    earlier: Sequence[Earlier] = (),
) -> Outcome:
    """Decides what is published of a measurement. The counts of the table are exact."""
    told = [e for e in earlier if e.table is not None]
    is_small = of_violence and any(0 < n < minimum for n in headline.counts())
    if table is None:
        # Nothing says any more what a number hid that was hidden before.
        was_hidden = any(e.headline is None and _hides(e.table) for e in told)
        return Outcome(None, not (is_small or was_hidden))
    small = frozenset(p for p in table.places() if _is_small(table.at(p), minimum))
    foreign = [e for e in told if not e.is_same_period or e.table.shape != table.shape]  # type: ignore[union-attr]
    if any(small or _hides(e.table) for e in foreign):
        return Outcome(None, False, small, is_held_back=True)
    work = _Work(table, headline, minimum, small, [e for e in earlier if e not in foreign])
    if is_small:
        work.shows_headline = False
    return work.done()


def _is_small(count: object, minimum: int) -> bool:
    return isinstance(count, int) and 0 < count < minimum


def _hides(table: CellTable | None) -> bool:
    return table is not None and any(table.at(p) == SUPPRESSED for p in table.places())


@dataclass
class _Work:
    """One table on its way. `hidden` grows until no hidden place can be worked out."""

    table: CellTable
    headline: Headline
    minimum: int
    small: frozenset[Place]
    earlier: Sequence[Earlier]
    hidden: set[Place] = field(default_factory=set)
    shows_headline: bool = True

    def __post_init__(self) -> None:
        self.sums = {p: _sum(self.table.line(p)) for p in self.table.places()}
        self.tied = self._told_by(self.headline)
        self.known = self._known_before()
        self.hidden |= self.small
        if self.small:
            for before in self.earlier:
                self.hidden |= _suppressed(before.table)
                if before.headline is None and _hides(before.table):
                    self.shows_headline = False
        self.gap = any(self._fills_a_gap(p) for p in self.table.places())

    def done(self) -> Outcome:
        if self.gap:
            self.shows_headline = False
        while True:
            if self.tied & self.hidden:
                self.shows_headline = False
            place = next((p for p in sorted(self.hidden) if not self._is_safe(p)), None)
            if place is None:
                break
            more = self._more_for(place)
            if not more:
                return self._held_back()
            for one in more:
                if self.table.at(one) is not None:
                    self.hidden.add(one)
                if one in self.tied:
                    self.shows_headline = False
        last = self._last_with_marks()
        if last is None or not self.hidden or self._is_as(last):
            return self._outcome()
        return self._corrected(last)

    def _outcome(self) -> Outcome:
        hidden = frozenset(self.hidden)
        shown = self.table.replaced(hidden, SUPPRESSED)
        return Outcome(shown, self.shows_headline, self.small, hidden)

    def _held_back(self) -> Outcome:
        return Outcome(None, False, self.small, is_held_back=True)

    def _last_with_marks(self) -> Earlier | None:
        """The last earlier version, where any of them hid something of this table."""
        told = [e for e in self.earlier if e.table is not None]
        return told[-1] if any(_hides(e.table) for e in told) else None

    def _is_as(self, last: Earlier) -> bool:
        """True where a reader would see the very same again."""
        now = self.headline if self.shows_headline else None
        return last.table == self._outcome().table and last.headline == now

    def _corrected(self, last: Earlier) -> Outcome:
        """A correction tells no new sum over hidden counts: taken from the old one, it would give
        away what is new. Sums stay where their whole line looks as it did."""
        assert last.table is not None
        self.hidden = {p for p in self.hidden if p[0] == "cell"}
        self.shows_headline = False
        shown = self._outcome().table
        assert shown is not None
        sums = [p for p in self.table.places() if p[0] != "cell"]
        for place in sums:
            line = shown.line(place)
            if SUPPRESSED not in line:
                continue
            is_as_before = line == last.table.line(place) and last.table.at(place) == self.table.at(
                place
            )
            if is_as_before:
                continue
            if place in self.known:
                return self._held_back()
            if self.table.at(place) is not None:
                self.hidden.add(place)
        self.hidden |= {p for p in self.small if p[0] != "cell"}
        is_safe = all(self._is_safe(p) for p in self.hidden)
        return self._outcome() if is_safe else self._held_back()

    def _told_by(self, headline: Headline) -> set[Place]:
        """Places whose sum somebody may read off the measurement's own numbers."""
        told = headline.counts()
        wholes = {n for n in [*self.sums.values(), *told] if n}
        for share, near in headline.shares():
            for n in self.sums.values():
                for whole in wholes:
                    if abs(100 * Decimal(n) / whole - share) <= near:
                        told |= {n, whole}
        return {place for place, n in self.sums.items() if n in told}

    def _known_before(self) -> set[Place]:
        """Places that an earlier publication showed as they still are: nothing hides them now."""
        found: set[Place] = set()
        for before in self.earlier:
            if before.table is not None and before.table.shape == self.table.shape:
                found |= {
                    p
                    for p in self.table.places()
                    if isinstance(before.table.at(p), int) and before.table.at(p) == self.sums[p]
                }
            if before.headline is not None:
                found |= self._told_by(before.headline)
        return found

    def _fills_a_gap(self, place: Place) -> bool:
        """True where a number not known to the member would be told by the measurement's own."""
        if None not in self.table.line(place) or place[0] == "cell":
            return False
        known = self.sums[place] or 0
        return any(0 < n - known < self.minimum for n in self.headline.counts())

    def _is_told(self, place: Place) -> bool:
        """True where a reader knows what stands here, or is the sum, once this is published."""
        if place in self.known or (place in self.tied and self.shows_headline):
            return True
        return isinstance(self.table.at(place), int) and place not in self.hidden

    def _is_safe(self, place: Place) -> bool:
        """Small ones could be as many numbers as the minimum says, others at least two."""
        if self._is_told(place):
            return False
        down, up = room(self._arcs(), lambda key: not self._is_told(key), place)  # type: ignore[arg-type]
        return down + up >= (self.minimum - 1 if place in self.small else 1)

    def _arcs(self) -> dict[Key, Arc]:
        table = self.table
        found: dict[Key, Arc] = {}
        for place in table.places():
            found[place] = self._arc(place)
        if not table.columns:
            for row in range(len(table.rows)):
                found["row", row, 0] = Arc("all", ("row", row), self.sums["cell", row, 0] or 0)
            found["column", 0, 0] = Arc(("column", 0), "end", self.sums[TOTAL] or 0)
        return found

    def _arc(self, place: Place) -> Arc:
        kind, first, second = place
        ends = {
            "cell": (("row", first), ("column", second)),
            "row": ("all", ("row", first)),
            "column": (("column", first), "end"),
            "total": ("end", "all"),
        }[kind]
        value = self.sums[place] or 0
        is_marked = place in self.hidden or isinstance(self.table.at(place), int)
        return Arc(*ends, value, 1 if is_marked and value else 0)

    def _more_for(self, place: Place) -> list[Place]:
        """What else to hide so that this place gets more room, at the least loss of numbers."""
        if place in self.known or self._is_told(place):
            return []
        arcs = self._arcs()
        moving = {key for key in arcs if not self._is_told(key)}  # type: ignore[arg-type]
        prices = {
            key: 0 if key in moving else arc.value
            for key, arc in arcs.items()
            if key in moving or (key not in self.known and arc.value > 0)
        }
        down, up = room(arcs, moving.__contains__, place)
        need = max(1, (self.minimum - 1 if place in self.small else 1) - down - up)
        for goes_up, has, most in ((True, up, ENDLESS), (False, down, arcs[place].value)):
            for amount in range(min(has + need, most), has, -1):
                way = cheapest_way(arcs, prices, place, amount, up=goes_up)
                if more := [key for key in way or () if key not in moving]:
                    return more  # type: ignore[return-value]
        return []


def _sum(line: Iterable[object]) -> int:
    return sum(n for n in line if isinstance(n, int))


def _suppressed(table: CellTable | None) -> set[Place]:
    return {p for p in table.places() if table.at(p) == SUPPRESSED} if table is not None else set()
