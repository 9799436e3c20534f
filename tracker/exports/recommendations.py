"""The dataset `recommendations`: what was agreed, word for word, with the editors' additions."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.actor import Actor
from recommendations.enums import Addressee, Pillar
from recommendations.models import Element, Theme

from .columns import Columns, code, codes, flag, how_many, number, text
from .common import list_of


def exportable(rows: QuerySet) -> QuerySet:
    return rows.order_by("code")


def columns(actor: Actor) -> Columns:
    """Name → column, in the order of the file. Names and order are public: add at the end only."""
    elements = Element.objects.filter(recommendation=OuterRef("pk"))
    return {
        "code": code("code", _("Code of the recommendation.")),
        "communique": code("communique__code", _("Code of its communiqué.")),
        "section": code("section__code", _("Code of its section.")),
        "section_title": text("section__title", _("Title of the section, as printed.")),
        "position": number("position", _("Place in the communiqué, from 1.")),
        "printed_number": number("printed_number", _("Number as printed, where one is.")),
        "number_is_editorial": flag("number_is_editorial", _("Was the number given by editors?")),
        "working_title": text("working_title", _("Working title by the editors.")),
        "text": text("text", _("Agreed text, verbatim.")),
        "text_sha256": code("text_sha256", _("SHA-256 of the agreed text.")),
        "themes": codes(
            list_of(Theme.objects.filter(recommendations=OuterRef("pk")), "code"),
            _("Themes."),
            Theme,
        ),
        "themes_secondary": codes(
            list_of(Theme.objects.filter(secondary_recommendations=OuterRef("pk")), "code"),
            _("Secondary themes."),
            Theme,
        ),
        "pillars": codes("pillars", _("Pillars."), Pillar),
        "addressed_to": codes("addressed_to", _("Whom it addresses."), Addressee),
        "continuing": flag("continuing", _("Does it ask for something that goes on?")),
        "elements": number(how_many(elements), _("Elements, by the editors.")),
    }
