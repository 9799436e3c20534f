from __future__ import annotations

from typing import Any

from django.db.backends.postgresql.base import DatabaseWrapper as PostgreSQL

from tracker.env import NO_SERVERS, refuse


class DatabaseWrapper(PostgreSQL):
    """PostgreSQL to everything that only looks; a plain sentence and exit 1 to who connects."""

    def get_connection_params(self) -> dict[str, Any]:
        refuse(NO_SERVERS)
