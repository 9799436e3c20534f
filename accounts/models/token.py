from __future__ import annotations

import pghistory
from django.db import models
from django.utils.crypto import salted_hmac
from knox.models import AbstractAuthToken

from accounts.enums import TokenScope

from .appointment import Appointment


# The digest is the primary key, so the history knows a token by its seat and moment; a label may
# hold a name, and each use is no change.
@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.UpdateEvent(),
    pghistory.DeleteEvent(),
    exclude=["digest", "token_key", "label", "last_used_at"],
    obj_field=None,
)
class ApiToken(AbstractAuthToken):
    """A personal key for the REST API: only its digest is stored, it is shown once, it expires,
    and it speaks for one seat. The scope is a ceiling; the seat's rules still decide."""

    seat = models.ForeignKey(Appointment, models.CASCADE, related_name="tokens")
    scope = models.CharField(max_length=8, choices=TokenScope.choices, default=TokenScope.READ)
    label = models.CharField(max_length=80, blank=True)
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expiry__isnull=False), name="api_token_expires"
            )
        ]

    @property
    def handle(self) -> str:
        """What a page names the key by: neither the key nor its digest."""
        return salted_hmac("accounts.token", self.digest, algorithm="sha256").hexdigest()[:32]
