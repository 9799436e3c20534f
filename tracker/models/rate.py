from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import F, Q

from tracker.validators import currency_code, plausible_date


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class ExchangeRate(models.Model):
    """What one unit of a currency was worth in another on a day, as a named source says.

    Nobody changes or removes a rate: it is entered anew, and the one before gives up its day
    (`is_current`). Amounts are stored as reported; a rate only ever serves an approximate column.
    """

    from_currency = models.CharField(max_length=3, validators=[currency_code])
    to_currency = models.CharField(max_length=3, validators=[currency_code])
    rate = models.DecimalField(max_digits=20, decimal_places=8)
    on = models.DateField(validators=[plausible_date])
    source = models.CharField(max_length=300)
    is_current = models.BooleanField(default=True)
    entered_at = models.DateTimeField(auto_now_add=True)
    entered_by = models.ForeignKey(
        "accounts.Appointment", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["from_currency", "to_currency", "-on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["from_currency", "to_currency", "on"],
                condition=Q(is_current=True),
                name="exchange_rate_once_a_day",
            ),
            models.CheckConstraint(condition=Q(rate__gt=0), name="exchange_rate_above_zero"),
            models.CheckConstraint(
                condition=~Q(from_currency=F("to_currency")), name="exchange_rate_of_two_currencies"
            ),
            models.CheckConstraint(
                condition=Q(from_currency__regex=r"^[A-Z]{3}$", to_currency__regex=r"^[A-Z]{3}$"),
                name="exchange_rate_currency_codes",
            ),
            models.CheckConstraint(condition=~Q(source=""), name="exchange_rate_has_a_source"),
        ]

    @property
    def plain(self) -> str:
        """The rate without zeros behind its last decimal."""
        return f"{self.rate.normalize():f}"

    def __str__(self) -> str:
        return f"{self.from_currency}/{self.to_currency} {self.on}"
