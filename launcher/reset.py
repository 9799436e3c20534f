"""`make reset`: remove everything that running and testing have left in a checkout."""

import shutil
import sys
from pathlib import Path

from launcher.failure import Failure
from launcher.layout import Layout
from launcher.lock import Lock


def data_directories(clone: Path) -> list[Path]:
    """The data directory of `make run` and every one below it that has its own servers."""
    data = clone / ".data"
    return [found.parent for found in sorted(data.glob("**/launcher.lock"))]


def agreed(data: Path) -> bool:
    """Whether the person at the terminal says yes."""
    if not sys.stdin.isatty():
        raise Failure(f"This removes {data} with all its data: say YES=1 to do it without asking.")
    question = f"Remove {data} with the database, the uploaded files and the mails? [y/N] "
    return input(question).strip().lower() in {"y", "yes"}


def run(clone: Path, sure: bool) -> int:
    """Remove .data after asking; returns the exit status. Refuses while something uses it."""
    data = clone / ".data"
    if not data.exists():
        print("There is nothing to remove.")
        return 0
    if not sure and not agreed(data):
        print("Nothing was removed.")
        return 1
    locks = [Lock(Layout(directory).lock) for directory in data_directories(clone)]
    try:
        for lock in locks:
            if not lock.take():
                raise Failure(f"{lock.path.parent} is in use: stop what runs there first.")
        shutil.rmtree(data)
    finally:
        for lock in locks:
            lock.release()
    print(f"Removed {data}.")
    return 0
