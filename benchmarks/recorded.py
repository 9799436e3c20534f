"""What was measured once on another machine and not again here. Of other products only their ratio
to the plain DRF of that same run says anything beside the ratios of this one."""

from __future__ import annotations

# Times better than plain, joined DRF over 240,000 rows (docs/performance.md names the versions).
TIMES_PLAIN = {
    "figures first page": {"Directus": 118 / 28, "Datasette": 240 / 28},
    "figures filtered": {"Directus": 105 / 192, "Datasette": 193 / 192},
    "figures deep page": {"Directus": 23 / 8, "Datasette": 275 / 8},
    "budgets csv": {"Directus": 14.5 / 12.0, "Datasette": 14.5 / 9.1},
}

# How often a view that does nothing answered where the goals in seconds and milliseconds were set:
# the same software, two processes on two cores.
EMPTY_VIEW_PER_SECOND = 5700
