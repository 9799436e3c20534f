"""The figures of the long proofs stand at the end of the run, whichever process found them."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tests.drawing import PROOF

# How a test names a figure of its own: `record_property(f"{COUNTED}viewer", 12)`.
COUNTED = "cases as "


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Sums up what the tests counted."""
    if not PROOF:
        return
    sums: Counter[str] = Counter()
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            properties = report.user_properties if report.when == "call" else ()
            for name, number in properties:
                if name.startswith(COUNTED):
                    sums[name.removeprefix(COUNTED)] += number
    for name, number in sums.items():
        terminalreporter.write_line(f"{number:>8,} cases as {name}")
    if sums:
        terminalreporter.write_line(f"{sums.total():>8,} cases in all")
