"""What the matrix needs to be drawn besides its rows."""

from __future__ import annotations

from django.utils.translation import gettext as _

from tracker.enums import Status
from tracker.queries.matrix import Matrix


def grid(matrix: Matrix, is_latest: bool) -> dict[str, object]:
    """Words of the key and of the empty cells, looked up once. `cycle_query` keeps links of an
    older cycle inside it."""
    cycle = matrix.cycle.code if matrix.cycle else ""
    return {
        "matrix": matrix,
        "statuses": Status.choices,
        "not_asked": _("Not asked"),
        "no_report": _("No report for %(cycle)s") % {"cycle": cycle} if cycle else _("No report"),
        "cycle_query": f"?cycle={cycle}" if cycle and not is_latest else "",
    }
