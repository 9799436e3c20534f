"""Beat's clock, for a machine whose own clock was wrong for a while."""

from __future__ import annotations

import datetime as dt
from typing import Any

from celery.beat import PersistentScheduler


class Clock(PersistentScheduler):  # type: ignore[misc]
    """Beat notes when it last sent a task, and waits from there. Where that moment lies ahead (the
    machine's clock was ahead and was put right), it would send nothing until then: here it begins
    anew at once."""

    def tick(self, *args: Any, **kwargs: Any) -> Any:
        now = self.app.now()
        if any(entry.last_run_at > now for entry in self.schedule.values()):
            for entry in self.schedule.values():
                # A crontab has no interval; it waits for its next hour.
                interval = getattr(entry.schedule, "run_every", dt.timedelta(0))
                entry.last_run_at = min(entry.last_run_at, now - interval)
            # What stands in the order of the old moments is put in a new one.
            self._heap = None
        return super().tick(*args, **kwargs)
