"""How readers narrow snapshots."""

from __future__ import annotations

import django_filters

from tracker.models import Snapshot

from .about import cycles


class SnapshotFilter(django_filters.FilterSet):
    """By cycle."""

    cycle = cycles(field_name="cycle__code")

    class Meta:
        model = Snapshot
        fields: list[str] = []
