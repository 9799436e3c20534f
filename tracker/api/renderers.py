from __future__ import annotations

from rest_framework.renderers import JSONRenderer


class AnythingRenderer(JSONRenderer):
    """For addresses that answer with a file, whatever the caller says it accepts. A refusal is
    JSON there too."""

    media_type = "*/*"


class CSVRenderer(JSONRenderer):
    """For exports: the rows come from the database as CSV; a refusal is JSON."""

    media_type = "*/*"
    format = "csv"
