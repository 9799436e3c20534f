"""What somebody ordered, and what every writer of documents is given.

Each kind of document is a module of this package with one function
`write(actor, order, out, progress)`: it reads what `actor` may read now, writes the whole file to
`out` and says between 0 and 100 how far it is. It raises NotMade where there is nothing to write.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import Member
from tracker.models import ReportingCycle

Progress = Callable[[int], None]


class NotMade(Exception):
    """The document cannot be made; the text says why and what to do, in the reader's language."""


@dataclass(frozen=True)
class Order:
    """A document that was asked for: `kind` is `country_report`, `meeting_pack` or `annual_pack`,
    `format` `pdf`, `docx` or `xlsx`, `language` one of settings.LANGUAGES; a country report is of
    one member."""

    kind: str
    format: str
    language: str
    cycle: ReportingCycle
    member: Member | None = None
