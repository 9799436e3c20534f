"""Short phrases that many pages need: counts with their words, lists of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.utils.translation import get_language_bidi, ngettext_lazy, pgettext

from tracker.enums import Status

_COUNTED = {
    Status.NOT_REPORTED: ngettext_lazy("%(n)s no report", "%(n)s no report", "n"),
    Status.NOT_STARTED: ngettext_lazy("%(n)s not started", "%(n)s not started", "n"),
    Status.IN_PROGRESS: ngettext_lazy("%(n)s in progress", "%(n)s in progress", "n"),
    Status.PARTIAL: ngettext_lazy(
        "%(n)s partially implemented", "%(n)s partially implemented", "n"
    ),
    Status.FULL: ngettext_lazy("%(n)s fully implemented", "%(n)s fully implemented", "n"),
    Status.SUSPENDED: ngettext_lazy("%(n)s suspended", "%(n)s suspended", "n"),
    Status.NOT_APPLICABLE: ngettext_lazy("%(n)s not applicable", "%(n)s not applicable", "n"),
}

# First strong isolate, and the end of it.
_ISOLATE, _END = "\u2068", "\u2069"

# Languages by their own names.
OWN_NAMES = {
    "ar": "العربية",
    "zh-hans": "中文",
    "en": "English",
    "fr": "Français",
    "ru": "Русский",
    "es": "Español",
}


def listed(parts: Iterable[str]) -> str:
    """The parts in one line, with the reader's comma."""
    return pgettext("between the parts of a list", ", ").join(parts)


def alone(name: object) -> str:
    """A name in a sentence, its writing direction kept to itself where no markup can."""
    return f"{_ISOLATE}{name}{_END}"


def apart(said: Mapping[str, object]) -> dict[str, object]:
    """The values of a sentence, each kept to itself where the sentence runs from right to left: a
    day and a number behind it would change places otherwise. Elsewhere as they are, and so are
    plain numbers everywhere: a sentence may count by them."""
    if not get_language_bidi():
        return dict(said)
    return {name: value if isinstance(value, int) else alone(value) for name, value in said.items()}


def counted(counts: Mapping[str, int]) -> str:
    """How many answers have which status, low to high; statuses that nobody has are left out."""
    return listed(
        str(words % {"n": counts[status]})
        for status, words in _COUNTED.items()
        if counts.get(status)
    )
