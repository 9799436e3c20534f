"""Which writer makes which file, and what can be ordered at all."""

from __future__ import annotations

from typing import IO

from django.utils.translation import gettext as _

from tracker.document_enums import LANGUAGES
from tracker.wording import OWN_NAMES, listed

from . import pdf, word
from .content import Document
from .order import NotMade, Order

WRITERS = {"pdf": pdf.write, "docx": word.write}


def offered(order: Order) -> None:
    """Raises NotMade for a format or a language that documents do not come in."""
    if order.format not in WRITERS:
        raise NotMade(_("This document comes as PDF or as a Word document. Choose one of the two."))
    if order.language not in LANGUAGES:
        said = _(
            "Documents are not yet written in %(language)s. Choose one of these: %(languages)s."
        )
        named = listed(OWN_NAMES[code] for code in LANGUAGES)
        wanted = OWN_NAMES.get(order.language, order.language)
        raise NotMade(said % {"language": wanted, "languages": named})


def written(document: Document, kind: str, out: IO[bytes]) -> None:
    """Writes the tree as a file of this kind."""
    WRITERS[kind](document, out)
