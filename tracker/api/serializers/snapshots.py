from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from tracker.models import Dataset, Snapshot
from tracker.queries.snapshots import coverage_of, files_of


class SnapshotFileSerializer(serializers.Serializer):
    """One dataset as a file. `sha256` is over the hashes of its rows, so it never changes;
    `withdrawn` of the `rows` are a hash alone by now."""

    dataset = serializers.ChoiceField(Dataset.choices)
    rows = serializers.IntegerField()
    withdrawn = serializers.IntegerField()
    sha256 = serializers.CharField()
    url = serializers.CharField()


class SnapshotSerializer(serializers.Serializer):
    """What a cycle published, frozen. `members_published` of `members_asked` showed something to
    everybody when it was sealed; `sha256` is over `header` and the hashes of all rows."""

    code = serializers.CharField()
    cycle = serializers.CharField(source="cycle.code")
    sealed_at = serializers.DateTimeField()
    sha256 = serializers.CharField()
    header = serializers.CharField()
    members_published = serializers.SerializerMethodField()
    members_asked = serializers.SerializerMethodField()
    files = serializers.SerializerMethodField()

    def get_members_published(self, row: Snapshot) -> int:
        return coverage_of(row).n

    def get_members_asked(self, row: Snapshot) -> int:
        return coverage_of(row).of

    def get_files(self, row: Snapshot) -> SnapshotFileSerializer(many=True):  # type: ignore[valid-type]
        return [{**vars(file), "url": address(row, file.dataset)} for file in files_of(row)]


def address(snapshot: Snapshot, dataset: str) -> str:
    names = {"code": snapshot.code, "dataset": dataset}
    return settings.PUBLIC_BASE_URL + reverse("api:snapshot-file", kwargs=names)
