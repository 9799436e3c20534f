"""Documents that a worker makes: their kinds and formats, and how far one is. Codes are public and
never change; labels are translated."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class DocumentKind(models.TextChoices):
    """What can be ordered."""

    COUNTRY_REPORT = "country_report", _("Country report")
    MEETING_PACK = "meeting_pack", _("Meeting pack")
    ANNUAL_PACK = "annual_pack", _("Annual pack")


class DocumentFormat(models.TextChoices):
    PDF = "pdf", _("PDF")
    DOCX = "docx", _("Word (DOCX)")
    XLSX = "xlsx", _("Workbook (XLSX)")


class JobState(models.TextChoices):
    """How far an ordered document is. Expired is no state: it follows from the date."""

    WAITING = "waiting", _("Waiting")
    MAKING = "making", _("Being made")
    READY = "ready", _("Ready")
    FAILED = "failed", _("Not made")


class Unmade(models.TextChoices):
    """Why a document was not made."""

    NOTHING = "nothing", _("There is nothing to write.")
    NOT_ALLOWED = "not_allowed", _("Your seat may not order this document any more.")
    TOO_LONG = "too_long", _("It took too long to make. Try again later, or choose another format.")
    LOST = "lost", _("It was begun three times and never finished. Try again later.")
    BROKEN = "broken", _("Something went wrong here. Try again; if it fails again, tell us.")


OPEN_STATES = (JobState.WAITING, JobState.MAKING)
# Kind → the formats it comes in.
FORMATS: dict[str, tuple[str, ...]] = {
    DocumentKind.COUNTRY_REPORT: (DocumentFormat.PDF, DocumentFormat.DOCX),
    DocumentKind.MEETING_PACK: (DocumentFormat.PDF, DocumentFormat.DOCX),
    DocumentKind.ANNUAL_PACK: (DocumentFormat.XLSX,),
}
OF_ONE_MEMBER = (DocumentKind.COUNTRY_REPORT,)


def words_of(language: str) -> Path:
    """The catalogue of what documents say in a language."""
    name = "zh_Hans" if language == "zh-hans" else language
    return Path(settings.BASE_DIR) / "locale" / name / "LC_MESSAGES" / "documents.po"


# A document is wholly in a language or not offered in it; English is the source.
LANGUAGES = tuple(
    sorted(code for code, _name in settings.LANGUAGES if code == "en" or words_of(code).exists())
)
CONTENT_TYPES: dict[str, str] = {
    DocumentFormat.PDF: "application/pdf",
    DocumentFormat.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    DocumentFormat.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
