"""The headers of answers, as the description names them."""

from __future__ import annotations

from typing import Any


def _header(description: str, example: str, **schema: Any) -> dict[str, Any]:
    return {"description": description, "schema": {"type": "string", **schema}, "example": example}


ETAG = "ETag"
LOCATION = "Location"
REPLAYED = "Idempotent-Replayed"
OF_A_FILE = ("Content-Disposition",)
OF_AN_EXPORT = (
    *OF_A_FILE,
    "X-Export-Dataset",
    "X-Export-At",
    "X-Export-Filters",
    "X-Export-Classification",
    "X-Export-Licence",
    "X-Export-Coverage",
    "X-Export-Unpublished",
    "X-Export-Notice",
)

HEADERS = {
    ETAG: _header("The version of what is shown; send it back as If-Match.", '"3"'),
    LOCATION: _header("The address of what was made.", "/api/v1/entries/", format="uri"),
    REPLAYED: _header("The Idempotency-Key was known: this is the first answer again.", "true"),
    "Content-Disposition": _header("The name of the file.", 'attachment; filename="entries.csv"'),
    "X-Export-Dataset": _header("Which dataset it is.", "entries"),
    "X-Export-At": _header("When it was made.", "2026-03-01T08:00:00Z", format="date-time"),
    "X-Export-Filters": _header("With which filters.", "cycle=2025"),
    "X-Export-Coverage": _header(
        "Of how many members it has rows, of all that the filters are about; only where rows "
        "belong to members.",
        "41 of 87 members",
    ),
    "X-Export-Classification": _header("Which classes it may hold.", "public"),
    "X-Export-Unpublished": _header(
        "Only where some rows are not published as they stand.", "true"
    ),
    "X-Export-Licence": _header("On what terms it may be used.", "Free to reuse"),
    "X-Export-Notice": _header("Only where the data is invented.", "Invented demonstration data"),
    "Retry-After": {"description": "Seconds to wait.", "schema": {"type": "integer"}},
    "WWW-Authenticate": _header("How to sign in.", "Token"),
}
# Those of refusals, by status.
OF_REFUSALS = {
    401: ("WWW-Authenticate",),
    412: (ETAG,),
    429: ("Retry-After",),
    503: ("Retry-After",),
}


def named(*names: str) -> dict[str, dict[str, str]]:
    """Headers of an answer, each by where the description explains it."""
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}
