"""Frameworks, and indicators as far as the actor may see them, to read."""

from __future__ import annotations

from django.contrib import admin

from tracker.models import Indicator, IndicatorFramework

from .base import OwnedAdmin, ReadOnlyAdmin
from .site import site


@admin.register(IndicatorFramework, site=site)
class IndicatorFrameworkAdmin(ReadOnlyAdmin):
    list_display = ("code", "name", "source", "url")
    opens = False


@admin.register(Indicator, site=site)
class IndicatorAdmin(OwnedAdmin):
    list_display = ("member", "framework", "code", "text", "level", "measure", "confidentiality")
    list_filter = ("framework", "level", "measure")
    list_select_related = ("member", "framework")
    opens = False
