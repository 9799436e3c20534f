"""The secretariat's overview. Co-chairs get what it adds up to; everybody else is told why not."""

from __future__ import annotations

from tests.permission_table import Row, who
from tracker.exports.overview import BLOCKS, PAGE

SIGN_IN = {"s302": "public"}
SECRETARIAT = "reviewer administrator"
NO_POST = who(405, **SIGN_IN)
OF_ALL = who(403, s200=f"{SECRETARIAT} co_chair", **SIGN_IN)


def answers(name: str):
    if name == "totals":
        return who(403, s200="co_chair", s404=SECRETARIAT, **SIGN_IN)
    if name == PAGE or BLOCKS[name].is_aggregate:
        return OF_ALL
    if name == "with-you":
        return who(403, s200="reviewer", s404="administrator", **SIGN_IN)
    return who(403, s200=SECRETARIAT, **SIGN_IN)


ROWS = [
    Row("tracker:review-overview", "GET", OF_ALL),
    Row("tracker:review-overview", "POST", NO_POST),
    *(
        Row(
            "tracker:review-overview-block",
            "GET",
            who(403, s200=SECRETARIAT, **SIGN_IN),
            args=lambda w, name=name: {"block": name},
            note=name,
        )
        for name in ("silent", "stalled-members", "seats")
    ),
    Row(
        "tracker:review-overview-block",
        "GET",
        who(404, **SIGN_IN),
        args=lambda w: {"block": "themes"},
        note="no long table",
    ),
    Row("tracker:review-overview-block", "POST", NO_POST, args=lambda w: {"block": "silent"}),
    *(
        Row(
            "tracker:review-overview-csv",
            "GET",
            answers(name),
            args=lambda w, name=name: {"block": name},
            note=name,
        )
        for name in (PAGE, *BLOCKS)
    ),
    Row(
        "tracker:review-overview-csv",
        "GET",
        who(404, **SIGN_IN),
        args=lambda w: {"block": "drafts"},
        note="no block",
    ),
    Row("tracker:review-overview-csv", "POST", NO_POST, args=lambda w: {"block": PAGE}),
]
