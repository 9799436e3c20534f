"""A member's published report as a document, on the member's page: each language and format, with
the size where the file is there."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse

from accounts.models import Member
from tracker.document_enums import FORMATS, LANGUAGES, DocumentFormat, DocumentKind, JobState
from tracker.models import ExportJob, ReportingCycle
from tracker.wording import OWN_NAMES


@dataclass(frozen=True)
class Link:
    """One file. `size` in bytes, None where it is made first."""

    label: str
    url: str
    size: int | None


@dataclass(frozen=True)
class InLanguage:
    code: str
    name: str
    links: list[Link]


def report_links(member: Member, cycle: ReportingCycle) -> list[InLanguage]:
    """The published report of a cycle in every language that documents come in."""
    made = ExportJob.objects.filter(
        seat__isnull=True, member=member, cycle=cycle, state=JobState.READY
    )
    rows = made.exclude(file="").order_by("ordered_at", "id")
    sizes = {(language, f): size for language, f, size in rows.values_list(
        "language", "format", "size"
    )}  # fmt: skip
    where = {"code": member.code, "cycle": cycle.code}
    return [
        InLanguage(
            code,
            OWN_NAMES[code],
            [
                Link(
                    str(DocumentFormat(f).label),
                    f"{reverse(f'tracker:member-report-{f}', kwargs=where)}?language={code}",
                    sizes.get((code, f)),
                )
                for f in FORMATS[DocumentKind.COUNTRY_REPORT]
            ],
        )
        for code in LANGUAGES
    ]
