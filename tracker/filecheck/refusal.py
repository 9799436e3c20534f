"""How a check says no: one sentence that names the fault and the remedy."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """The file may not come in; `str()` is the sentence for its sender, in their language."""

    def __init__(self, sentence: str | Promise, **values: Any) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.values: Mapping[str, Any] = values

    def __str__(self) -> str:
        return str(self.sentence) % self.values if self.values else str(self.sentence)


def other_content(extension: str) -> Refusal:
    """What is inside is not what the name says."""
    return Refusal(
        _("The content of this file is not %(kind)s: save it again as %(kind)s and send it."),
        kind=extension.upper(),
    )
