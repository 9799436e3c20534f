from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from tracker.domain.sweeping import sweep_files


class Command(BaseCommand):
    help = "Deletes stored files older than a day that belong to no document: the worker's task."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(_("Files without a document, deleted: %(n)d") % {"n": sweep_files()})
