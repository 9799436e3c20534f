"""The dataset `evidence`: one flat row for each document that supports answers. Files themselves
are fetched one by one, each with its own permission."""

from __future__ import annotations

from django.conf import settings
from django.db.models import Case, F, OuterRef, QuerySet, TextField, Value, When
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from recommendations.enums import EvidenceKind
from tracker.enums import EvidenceCheck, EvidenceForm
from tracker.models import Evidence, ProgressEntry

from .columns import Columns, code, codes, day, number, text
from .common import (
    class_column,
    end_columns,
    id_column,
    id_of,
    list_of,
    member_columns,
    seen,
    shared,
)


def exportable(rows: QuerySet) -> QuerySet:
    return shared(rows).order_by("member__code", "public_id")


def columns(actor: Actor) -> Columns:
    """Name → column, in the order of the file. Names and order are public: add at the end only."""
    answers = seen(ProgressEntry, actor).filter(evidence=OuterRef("pk"))
    return {
        "id": id_column(),
        **member_columns(),
        "entries": codes(
            list_of(answers, "public_id"), _("Ids of the answers it serves, as you may see them.")
        ),
        "cycles": codes(list_of(answers, "report__cycle__code"), _("Cycles of these answers.")),
        "recommendations": codes(
            list_of(answers, "recommendation__code"), _("Recommendations of these answers.")
        ),
        "form": code("form", _("A link, a file, or a document that is held."), EvidenceForm),
        "kind": code("kind", _("Kind of document."), EvidenceKind),
        "title": text("title", _("Title of the document.")),
        "issued_by": text("issued_by", _("Who issued it.")),
        "document_date": day("document_date", _("Date of the document.")),
        "period_start": day("period_start", _("First day of the time it covers.")),
        "period_end": day("period_end", _("Last day of the time it covers.")),
        "language": text("language", _("Language of the document, as a BCP 47 tag.")),
        "url": text("url", _("Web address of the document.")),
        "file": code(_address(), _("Address of the file, where there is one.")),
        "file_name": text("file_name", _("Name of the file.")),
        "size": number("size", _("Bytes of the file.")),
        "sha256": code("sha256", _("SHA-256 of the file.")),
        "relevance": text("relevance", _("What it shows.")),
        "page_pin": text("page_pin", _("Where in the document.")),
        "supersedes": code(id_of(Evidence, "supersedes", actor), _("The document it replaces.")),
        "check": code(
            "check_result", _("A reviewer’s word on completeness; no verification."), EvidenceCheck
        ),
        "confidentiality": class_column(),
        **end_columns(),
    }


def _address() -> Case:
    base = Value(f"{settings.PUBLIC_BASE_URL}/api/v1/evidence/")
    address = Concat(
        base, Cast(F("public_id"), TextField()), Value("/file/"), output_field=TextField()
    )
    return Case(
        When(form=EvidenceForm.FILE, then=address), default=Value(None), output_field=TextField()
    )
