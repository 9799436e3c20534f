"""No pattern of ours takes longer than its text is long, or about (reliability B13): shown by its
shape, since seconds say more of the machine."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import accounts
import recommendations
import tracker

# Repeats inside repeats whose turns begin with what their inside never holds: each text is read in
# one way only.
ONE_WAY = {
    r"\d+(?:[ .,]\d+)*": "a mark stands between two numbers",
    r'"[^"\\]*(?:\\.[^"\\]*)*"|[\[\]{}]': "a backslash stands between two runs",
}


def patterns() -> Iterator[str]:
    """Every compiled pattern that stands in a module of ours, or in its validators."""
    for package in (accounts, recommendations, tracker):
        for found in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            if ".migrations" in found.name or found.name.endswith("asgi"):
                continue
            for value in vars(importlib.import_module(found.name)).values():
                inner = getattr(value, "regex", value)
                if isinstance(inner, re.Pattern) and isinstance(inner.pattern, str):
                    yield inner.pattern


def repeats(tree: Any, inside: bool = False) -> bool:
    """True where a repeat without end holds another one."""
    for operation, about in tree:
        name = str(operation)
        endless = name in ("MAX_REPEAT", "MIN_REPEAT") and about[1] == _parser.MAXREPEAT
        if endless and inside:
            return True
        for part in parts(about):
            if repeats(part, inside or endless):
                return True
    return False


def parts(about: Any) -> Iterator[Any]:
    if isinstance(about, _parser.SubPattern):
        yield about
    elif isinstance(about, tuple | list):
        for inner in about:
            yield from parts(inner)


def test_no_pattern_holds_a_repeat_inside_a_repeat() -> None:
    every = set(patterns())
    assert len(every) > 10
    nested = {pattern for pattern in every if repeats(_parser.parse(pattern))}
    assert nested - set(ONE_WAY) == set()


def test_pattern_of_that_shape_is_found() -> None:
    assert repeats(_parser.parse(r"(a+)+$"))
    assert repeats(_parser.parse(r"(?:a|b*)*"))
    assert not repeats(_parser.parse(r"a+b+[c-d]*"))
