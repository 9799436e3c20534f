"""Reporting cycles and their dates, to read."""

from __future__ import annotations

from django.contrib import admin

from tracker.models import ReportingCycle

from .base import ReadOnlyAdmin
from .site import site


@admin.register(ReportingCycle, site=site)
class ReportingCycleAdmin(ReadOnlyAdmin):
    list_display = (
        "code",
        "opens_on",
        "ministry_due_on",
        "due_on",
        "publishes_on",
        "meeting_on",
        "closes_on",
    )
    opens = False
