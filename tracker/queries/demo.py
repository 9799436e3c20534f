"""Is this the demonstration world?"""

from __future__ import annotations

from django.conf import settings

from accounts.models import User


def is_demo() -> bool:
    """True on one's own machine where demonstration accounts exist; no other place can load them,
    so elsewhere nothing is asked of the database."""
    return settings.IS_LOCAL and User.objects.filter(email__endswith=".example").exists()
