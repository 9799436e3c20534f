"""How a reviewer narrows the queue."""

from __future__ import annotations

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from .fields import OneOfFilter
from .reports import ReportFilter

MINE, NOBODY, OTHERS = "mine", "nobody", "others"
HANDS = [(MINE, _("In my hand")), (NOBODY, _("In nobody’s hand")), (OTHERS, _("With others"))]
LATE = [("yes", _("Submitted late")), ("no", _("Submitted in time"))]


class QueueFilter(ReportFilter):
    """As reports, with who has one in hand and whether it came late."""

    hand = OneOfFilter(method="in_hand", label=_("In hand"), choices=HANDS)
    late = OneOfFilter(method="came_late", label=_("Late"), choices=LATE)

    def in_hand(self, rows: QuerySet, name: str, whose: str) -> QuerySet:
        if whose == NOBODY:
            return rows.filter(reviewer_in_hand__isnull=True)
        own = {"reviewer_in_hand": self.request.actor.seat}
        if whose == MINE:
            return rows.filter(**own)
        return rows.filter(reviewer_in_hand__isnull=False).exclude(**own)

    def came_late(self, rows: QuerySet, name: str, value: str) -> QuerySet:
        return rows.filter(is_late=value == "yes")
