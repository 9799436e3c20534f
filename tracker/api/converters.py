from __future__ import annotations


class CodeConverter:
    """A public code in an address: letters, digits, hyphens."""

    regex = "[A-Za-z0-9-]{1,40}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value
