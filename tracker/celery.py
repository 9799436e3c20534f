"""The worker's clock and wake-up calls. PostgreSQL is the truth; losing Redis loses nothing."""

import os
from typing import Any

from celery import Celery, signals
from django.conf import settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tracker.settings")

app = Celery("tracker")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@signals.celeryd_init.connect
def _limit_statements(**_facts: Any) -> None:
    """Of a worker alone: who migrates or restores takes the time it takes."""
    from tracker.statements import end_after

    end_after(settings.WORKER_STATEMENT_SECONDS)
