from __future__ import annotations

from tracker.exports.datasets import FORMATS


class CodeConverter:
    """A public code in an address: letters, digits, hyphens."""

    regex = "[A-Za-z0-9-]{1,40}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


class FileFormatConverter:
    """How a file of a dataset is written."""

    regex = "|".join(FORMATS)

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
