"""Currencies by ISO 4217 (list of 1 January 2026): codes and minor units.

The minor units come from the standard, not from CLDR, which prints IQD, LBP and AFN without
decimals. The fund units CLF and UYW (four digits) and codes that are no currency in use are not
offered.
"""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pycountry

USUAL_UNITS = 2
# Decimals → the currencies that have as many, where these are not the usual two.
UNUSUAL_UNITS = {
    0: frozenset("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF".split()),
    3: frozenset("BHD IQD JOD KWD LYD OMR TND".split()),
}
_NOT_OFFERED = frozenset(
    "CLF UYW XXX XTS XAU XAG XPD XPT XBA XBB XBC XBD XDR XSU XUA BOV CHE CHW COU MXV USN".split()
)


@cache
def codes() -> frozenset[str]:
    """Every currency that a figure may be in."""
    return frozenset(c.alpha_3 for c in pycountry.currencies) - _NOT_OFFERED


def minor_units(currency: str) -> int:
    """How many decimals an amount in this currency may have: 0, 2 or 3."""
    found = (units for units, among in UNUSUAL_UNITS.items() if currency in among)
    return next(found, USUAL_UNITS)


def fits(amount: Decimal, currency: str) -> bool:
    """True where the amount is finite and has no more decimals than the currency."""
    if not amount.is_finite():
        return False
    exponent = amount.normalize().as_tuple().exponent
    return isinstance(exponent, int) and -exponent <= minor_units(currency)
