"""The agreed texts, to read. They are loaded from fixtures and edited by nobody."""

from __future__ import annotations

from django.contrib import admin

from recommendations.models import Call, Communique, Element, Recommendation, Theme

from .base import Inline, ReadOnlyAdmin
from .site import site


@admin.register(Communique, site=site)
class CommuniqueAdmin(ReadOnlyAdmin):
    list_display = ("code", "ordinal_label", "city", "country", "starts_on", "ends_on", "theme")


class ElementInline(Inline):
    model = Element
    fields = ("code", "text")


@admin.register(Recommendation, site=site)
class RecommendationAdmin(ReadOnlyAdmin):
    list_display = ("code", "working_title", "communique", "section", "addressed_to")
    list_filter = ("communique", "themes", "continuing")
    list_select_related = ("communique", "section")
    search_fields = ("code", "working_title", "text_clean")
    inlines = (ElementInline,)


@admin.register(Call, site=site)
class CallAdmin(ReadOnlyAdmin):
    list_display = ("code", "communique", "kind", "working_title")
    list_filter = ("communique", "kind")
    list_select_related = ("communique",)


@admin.register(Theme, site=site)
class ThemeAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "is_flag")
    opens = False
