"""What the person at the terminal sees while something takes its time."""

import sys
import time
from types import TracebackType
from typing import Any, Self

# Where nobody watches a moving line, a step is named once it takes this long …
PATIENCE_SECONDS = 1.0
# … and its time is told where it took longer than this.
QUIET_SECONDS = 2.0


def moving_bar(title: str) -> Any:
    """A rich progress display, or None where rich is not installed yet or nobody watches."""
    if not sys.stderr.isatty():
        return None
    try:
        from rich.console import Console
        from rich.progress import Progress as Bar
        from rich.progress import SpinnerColumn, TextColumn, TimeElapsedColumn
    except ImportError:
        return None
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description} {task.fields[detail]}"),
        TimeElapsedColumn(),
    )
    bar = Bar(*columns, console=Console(stderr=True), transient=True)
    bar.add_task(title, total=None, detail="")
    return bar


class Progress:
    """One step: a moving line with the elapsed time, and a last line if it took long.

    Goes to standard error, so that a command's own output stays clean.
    """

    def __init__(self, title: str) -> None:
        self.title = title
        self._bar = moving_bar(title)
        self._begun = time.monotonic()
        self._announced = False

    @property
    def seconds(self) -> float:
        return time.monotonic() - self._begun

    def __enter__(self) -> Self:
        self._begun = time.monotonic()
        if self._bar is not None:
            self._bar.start()
        return self

    def update(self, detail: str = "") -> None:
        """Say how far it is; call about once a second while waiting."""
        if self._bar is not None:
            self._bar.update(self._bar.task_ids[0], detail=detail)
        elif sys.stderr.isatty():
            words = f"{self.title} … {detail} {self.seconds:.0f} s"
            print(f"\r\033[K{words}", end="", file=sys.stderr, flush=True)
        elif not self._announced and self.seconds > PATIENCE_SECONDS:
            print(f"{self.title} …", file=sys.stderr, flush=True)
        self._announced = self._announced or self.seconds > PATIENCE_SECONDS

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._bar is not None:
            self._bar.stop()
        elif self._announced and sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr)
        if kind is None and self.seconds > QUIET_SECONDS:
            print(f"{self.title}: {self.seconds:.0f} s", file=sys.stderr, flush=True)
