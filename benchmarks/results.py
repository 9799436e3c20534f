"""What a run came to: as a table on the terminal, as JSON, and as the table of the docs."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

from rich.console import Console
from rich.table import Table

from .recorded import EMPTY_VIEW_PER_SECOND, TIMES_PLAIN
from .rounds import LEAN, LIMIT, NOTHING, OURS, PLAIN, Row
from .scale import Scale

HEADINGS = ("work", "unit", LIMIT, PLAIN, LEAN, OURS, "of the limit", "× plain DRF", "goal")
BEGIN, END = "<!-- bench: begin -->", "<!-- bench: end -->"


def shown(rows: Iterable[Row]) -> None:
    """Prints the table, and under it what else each row knows."""
    console = Console(width=max(Console().width, 140))
    table = Table(*HEADINGS, title="Medians of interleaved rounds")
    rows = list(rows)
    for row in rows:
        table.add_row(*_cells(row))
    console.print(table)
    for row in rows:
        for line in _notes(row):
            console.print(f"  {row.work}: {line}", highlight=False)


def saved(rows: Iterable[Row], scale: Scale, folder: Path) -> Path:
    """Writes JSON; rows that were not run this time stay as they were last measured."""
    target = folder / f"results-{scale.name}.json"
    known = {row["key"]: row for row in json.loads(target.read_text())} if target.exists() else {}
    now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
    for row in rows:
        known[row.key] = {
            **dataclasses.asdict(row),
            "of_the_limit": row.ratio(OURS, LIMIT),
            "times_plain": row.ratio(OURS, PLAIN),
            "recorded_times_plain": TIMES_PLAIN.get(row.key, {}),
            "at": now,
            "on": f"{platform.machine()}, Python {platform.python_version()}",
        }
    target.write_text(json.dumps(list(known.values()), indent=1))
    return target


def documented(results: Path, page: Path) -> None:
    """Puts the table of the last results between the marks of a page."""
    rows = [_row(facts) for facts in json.loads(results.read_text())]
    days = sorted(facts["at"][:10] for facts in json.loads(results.read_text()))
    lines = [f"Measured {days[-1]}, scale `{results.stem.partition('-')[2]}`.", ""]
    lines += _worth(rows)
    lines += [f"| {' | '.join(HEADINGS)} |", f"|{'---|' * len(HEADINGS)}"]
    lines += [f"| {' | '.join(_cells(row))} |" for row in rows] + [""]
    lines += [f"- {row.work}: {note}" for row in rows for note in _notes(row)]
    head, _begin, rest = page.read_text().partition(BEGIN)
    _old, _end, tail = rest.partition(END)
    page.write_text("\n".join([f"{head}{BEGIN}", *lines, f"{END}{tail}"]))


def _worth(rows: Iterable[Row]) -> list[str]:
    """What goals in seconds and milliseconds come to on a machine of this speed."""
    empty = [row.medians[NOTHING] for row in rows if NOTHING in row.medians]
    if not empty:
        return []
    times = EMPTY_VIEW_PER_SECOND / median(empty)
    return [
        f"Goals in seconds and milliseconds were set where an empty view answers "
        f"{EMPTY_VIEW_PER_SECOND:,} requests a second; here it answers {median(empty):,.0f}. So "
        f"they are worth {times:.1f} times as much here: 40 ms stand for {40 * times:.0f}, 16 s "
        f"for {16 * times:.0f}.",
        "",
    ]


def _row(facts: dict[str, object]) -> Row:
    names = {field.name for field in dataclasses.fields(Row)}
    return Row(**{name: value for name, value in facts.items() if name in names})  # type: ignore[arg-type]


def _cells(row: Row) -> list[str]:
    if row.skipped:
        return [row.work, row.unit, *[""] * 3, row.skipped, "", "", row.goal]
    of_limit, times = row.ratio(OURS, LIMIT), row.ratio(OURS, PLAIN)
    return [
        row.work,
        row.unit,
        *(_number(row.medians.get(name)) for name in (LIMIT, PLAIN, LEAN, OURS)),
        f"{of_limit:.2f}" if of_limit else "",
        f"{times:.1f}" if times else "",
        row.goal,
    ]


def _notes(row: Row) -> Iterator[str]:
    more = {n: v for n, v in row.medians.items() if n not in (LIMIT, PLAIN, LEAN, OURS)}
    parts = [f"{name} {_number(value)} {row.unit}" for name, value in more.items()]
    parts += [f"{name} {value}" for name, value in row.facts.items()]
    if parts:
        yield "; ".join(parts)
    times = row.ratio(OURS, PLAIN)
    for name, recorded in TIMES_PLAIN.get(row.key, {}).items():
        if times:
            yield (
                f"{times:.1f} × plain DRF, where {name} was {recorded:.1f} × plain DRF in another, "
                f"recorded run: about {times / recorded:.1f} × {name}"
            )


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}"
