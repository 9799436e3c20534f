from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand

from tracker import health


class Command(BaseCommand):
    help = "Says how every part of the installation is; exit status 1 if one is not well."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        findings = health.examine(health.DOCTOR)
        for finding in findings:
            style = self.style.SUCCESS if finding.is_well else self.style.ERROR
            mark = "ok " if finding.is_well else "BAD"
            self.stdout.write(f"{style(mark)} {finding.name}: {finding.sentence}")
        if not all(finding.is_well for finding in findings):
            sys.exit(1)
