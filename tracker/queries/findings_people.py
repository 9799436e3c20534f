"""What is said where somebody could be found by words: the sort of trace, never the words."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from tracker.people_at_risk import Trace, traces_in

WARNINGS = {
    Trace.MAIL: _(
        "It looks as if a mail address stands in this: somebody could be found by it. "
        "If so, take it out."
    ),
    Trace.PHONE: _(
        "It looks as if a telephone number stands in this: somebody could be found by it. "
        "If so, take it out."
    ),
    Trace.PLACE: _(
        "It looks as if the coordinates of a place stand in this: somebody could be found by them. "
        "If so, take them out."
    ),
    Trace.PERSON: _(
        "It looks as if a person is named in this. Name offices instead, and never survivors, "
        "witnesses or defenders."
    ),
}


def warnings_about(texts: Iterable[str]) -> list[str]:
    """One sentence for each sort of trace in the texts."""
    return [str(WARNINGS[trace]) for trace in traces_in(texts)]
