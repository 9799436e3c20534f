"""What a download says about itself: what it holds, as of when, for whom, on what terms."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote

from django.db.models import Count, Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.actor import Actor
from accounts.models import Member
from tracker.models.content import OWN_READERS
from tracker.queries.coverage import Share
from tracker.queries.demo import is_demo

DEMO_NOTICE = "Invented demonstration data"
FREE = "Free to reuse, naming the member and this tracker as the source"
OWN_USE = "For the reader's own use; not for publication"


@dataclass(frozen=True)
class Provenance:
    """What a file is: dataset, moment (UTC), filters, the members it has rows of (of all that the
    filters leave; None where it is not about members), classes, licence, a notice where the data is
    invented, and whether it holds rows that are not published as they stand."""

    dataset: str
    at: str
    filters: str
    coverage: Share | None
    classification: str
    licence: str
    notice: str
    has_drafts: bool = False

    def headers(self) -> dict[str, str]:
        """The `X-Export-*` headers."""
        found = {
            "X-Export-Dataset": self.dataset,
            "X-Export-At": self.at,
            "X-Export-Filters": self.filters,
            "X-Export-Classification": self.classification,
            "X-Export-Licence": self.licence,
        }
        if self.coverage is not None:
            found["X-Export-Coverage"] = f"{self.coverage.n} of {self.coverage.of} members"
        if self.notice:
            found["X-Export-Notice"] = self.notice
        if self.has_drafts:
            found["X-Export-Unpublished"] = "true"
        return found

    def facts(self) -> list[tuple[str, str]]:
        """The same for a sheet of a workbook, in the reader's language."""
        found = [
            (_("Dataset"), self.dataset),
            (_("Made at (UTC)"), self.at),
            (_("Filters"), self.filters or _("None")),
            (_("Classes it may hold"), self.classification),
            (_("Licence"), self.licence),
        ]
        if self.coverage is not None:
            n, of = self.coverage.n, self.coverage.of
            said = ngettext("%(n)s of %(of)s member", "%(n)s of %(of)s members", of)
            found.insert(3, (_("Coverage"), said % {"n": n, "of": of}))
        if self.has_drafts:
            found.insert(0, (_("Not published"), _("Some rows, or not as they stand here")))
        if self.notice:
            found.insert(0, (_("Notice"), self.notice))
        return found


def provenance(
    dataset: str,
    actor: Actor,
    filters: Mapping[str, str],
    coverage: Share | None = None,
    *,
    has_drafts: bool = False,
) -> Provenance:
    """What a file made now says of itself."""
    classes = classification(actor)
    return Provenance(
        dataset=dataset,
        at=dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        filters="&".join(f"{quote(k)}={quote(v)}" for k, v in sorted(filters.items())),
        coverage=coverage,
        classification=classes,
        licence=FREE if classes == "public" else OWN_USE,
        notice=notice(),
        has_drafts=has_drafts,
    )


def notice() -> str:
    """What every download says where the data is invented."""
    return DEMO_NOTICE if is_demo() else ""


def covered(rows: QuerySet, asked: Mapping[str, object]) -> Share:
    """Members with at least one of these rows, of the members that the filters are about. Nothing
    is counted through: each member is looked up once."""
    members = Member.objects.all()
    for name, path in (("member", "code__in"), ("regional_group", "regional_group__in")):
        if asked.get(name):
            members = members.filter(**{path: asked[name]})
    found = rows.order_by().filter(member=OuterRef("pk"))
    counts = members.aggregate(n=Count("pk", filter=Exists(found)), of=Count("pk"))
    return Share(counts["n"], counts["of"])


def classification(actor: Actor) -> str:
    """The confidentiality classes that a download for this reader may hold. Restricted rows are in
    none."""
    if not actor.is_signed_in:
        return "public"
    if actor.role in (*OWN_READERS, "contributor", "reviewer"):
        return "public, network, member"
    return "public, network"


def headers(dataset: str, actor: Actor, filters: dict[str, str]) -> dict[str, str]:
    """The `X-Export-*` headers of a download made now that is not about members one by one."""
    return provenance(dataset, actor, filters).headers()
