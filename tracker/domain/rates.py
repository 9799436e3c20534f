"""Entering exchange rates, each with its day and its source."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import currencies, rules
from tracker.models import ExchangeRate

from .errors import Conflict, require
from .saving import recorded


def enter(
    actor: Actor, from_currency: str, to_currency: str, rate: Decimal, on: dt.date, source: str
) -> ExchangeRate:
    """Writes what one unit of a currency was worth in another on a day. A rate of the same pair
    and day that stands already gives up its place and stays in the list.

    Raises NotAllowed, ValidationError by field, or Conflict where somebody entered the same pair
    and day at the same moment.
    """
    require(rules.may_enter_rate(actor))
    row = ExchangeRate(
        from_currency=from_currency,
        to_currency=to_currency,
        rate=rate,
        on=on,
        source=source.strip(),
        entered_by=actor.seat,
    )
    _check(row)
    same = ExchangeRate.objects.filter(
        from_currency=from_currency, to_currency=to_currency, on=on, is_current=True
    )
    with recorded(actor, "rates.enter"):
        same.update(is_current=False)
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except IntegrityError as error:
            raise Conflict(same.first()) from error
    return row


def _check(row: ExchangeRate) -> None:
    problems: dict[str, list[str]] = {}
    for name in ("from_currency", "to_currency"):
        if getattr(row, name) not in currencies.codes():
            problems[name] = [
                _("%(code)s is no currency in use. Write its three-letter code, such as KES.")
                % {"code": getattr(row, name)}
            ]
    if row.from_currency == row.to_currency:
        problems["to_currency"] = [_("Choose two different currencies.")]
    if row.on > timezone.now().date():
        problems["on"] = [_("Write a day that has come: a rate is one that was published.")]
    if not row.source:
        problems["source"] = [_("Name where the rate stands, such as a table and its address.")]
    try:
        row.clean_fields(exclude=[*problems, "entered_by"])
        if row.rate <= 0:
            problems["rate"] = [_("Write a rate above zero.")]
    except ValidationError as error:
        problems = {**error.message_dict, **problems}
    if problems:
        raise ValidationError(problems)
