"""What supervisors ask: the same for everybody, and read only."""

from __future__ import annotations

from tests.permission_table import Row, everybody

ROWS = [
    Row("healthz", "GET", everybody(200)),
    Row("healthz", "POST", everybody(405)),
    # No clock ticks while tests run.
    Row("readyz", "GET", everybody(503)),
    Row("readyz", "POST", everybody(405)),
]
