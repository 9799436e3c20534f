"""Signals that ask the launcher to stop, as an exception of the main thread."""

import signal
from types import FrameType

ASKING = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)


class Stopped(BaseException):
    """Somebody asked the launcher to stop; `number` is the signal."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number

    @property
    def exit_status(self) -> int:
        """What a shell reports for a process that ended by the signal."""
        return 128 + self.number


def _raise(number: int, _frame: FrameType | None) -> None:
    ignore()
    raise Stopped(number)


def listen() -> None:
    """From now on the first such signal raises Stopped, and later ones are ignored."""
    for number in ASKING:
        signal.signal(number, _raise)


def ignore() -> None:
    """Let nothing disturb the clearing up; all of it has time limits."""
    for number in ASKING:
        signal.signal(number, signal.SIG_IGN)
