from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from tracker.domain.bounces import MOST_BYTES, take_back


class Command(BaseCommand):
    help = (
        "Reads one mail that came back, from standard input, and notes which of ours failed: the "
        "mail server pipes into it what arrives for the sender's address."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        mail = take_back(sys.stdin.buffer.read(MOST_BYTES))
        if mail is None:
            self.stdout.write(_("No report of a mail of ours that failed. Nothing was changed."))
        else:
            self.stdout.write(_("Noted as failed: %(id)s") % {"id": mail.message_id})
