"""The operators' admin: every record of it is registered on `site`."""

from . import accounts, agreed, cycles, indicators, mail, plans, reports
from .site import site

__all__ = ["accounts", "agreed", "cycles", "indicators", "mail", "plans", "reports", "site"]
