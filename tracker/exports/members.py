"""The dataset `members`: states and regional organizations of the Network."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet
from django.db.models.fields.json import KeyTextTransform
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from accounts.enums import ListingRole, MemberKind, RegionalGroup
from accounts.models import Listing

from .columns import Columns, code, codes, day, text
from .common import list_of

LANGUAGES = ("ar", "es", "fr", "ru", "zh-hans")


def exportable(rows: QuerySet) -> QuerySet:
    return rows.order_by("code")


def columns(actor: Actor) -> Columns:
    """Name → column, in the order of the file. Names and order are public: add at the end only."""
    named = Listing.objects.filter(member=OuterRef("pk"))
    return {
        "code": code("code", _("ISO 3166-1 alpha-3, or org-… .")),
        "name": text("name", _("Name in English.")),
        "kind": code("kind", _("State or regional organization."), MemberKind),
        "regional_group": code(
            "regional_group", _("Regional group of the United Nations."), RegionalGroup
        ),
        "iso_alpha2": code("iso_alpha2", _("ISO 3166-1 alpha-2; empty for organizations.")),
        "m49": code("m49", _("Statistical code of the United Nations (M49).")),
        "listed_in": codes(
            list_of(named.filter(role=ListingRole.LISTED), "communique__code"),
            _("Communiqués that name it as represented, which is not membership."),
        ),
        "chaired": codes(
            list_of(named.filter(role=ListingRole.CO_CHAIR), "communique__code"),
            _("Communiqués of meetings that it co-chaired."),
        ),
        "joined_on": day("joined_on", _("Day of joining the Network, where it is recorded.")),
        **{
            f"name_{tag.replace('-', '_')}": text(
                KeyTextTransform(tag, "names"), _("Name in that language.")
            )
            for tag in LANGUAGES
        },
    }
