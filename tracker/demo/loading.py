from __future__ import annotations

import sys

from django.conf import settings
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from rich.console import Console
from rich.progress import Progress

from accounts.actor import SYSTEM
from accounts.models import Member, User
from tracker.domain.saving import recorded
from tracker.models import ExchangeRate, ReportingCycle

from .money import rates_of
from .past import Advance, write_closed
from .people import ACCOUNTS, Cast, account_table
from .plans import write_plans
from .present import write_open
from .script import CLOSED, CYCLES
from .world import World, plan_world
from .writing import Shelf


def load() -> None:
    """Builds the demonstration world, whole or not at all, and prints its accounts.

    A second run changes nothing and says so. Raises CommandError where the tracker is open to
    others than this machine, or where somebody works with it already.
    """
    if not settings.IS_LOCAL:
        raise CommandError(
            _(
                "The demonstration is for one's own machine: PUBLIC_BASE_URL is %(address)s. "
                "Nothing was loaded."
            )
            % {"address": settings.PUBLIC_BASE_URL}
        )
    if User.objects.filter(email=ACCOUNTS[0].email).exists():
        said = _("Nothing to change: the demonstration is loaded.")
    elif ReportingCycle.objects.exists():
        raise CommandError(
            _(
                "This tracker has reporting cycles of its own. The demonstration needs an empty "
                "one. Nothing was loaded."
            )
        )
    else:
        _build()
        said = _("Loaded the demonstration: %(members)d members, cycles %(cycles)s.") % {
            "members": Member.objects.count(),
            "cycles": ", ".join(CYCLES),
        }
    sys.stdout.write(f"{said}\n\n{account_table()}\n")


def _build() -> None:
    console = Console(stderr=True)
    members = list(Member.objects.order_by("code"))
    with Progress(console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(_("Inventing four years of reports"), total=len(CYCLES) * len(members))
        _write(members, lambda: bar.advance(task))


def _write_rates(world: World) -> None:
    lines = [line for of_member in world.lines.values() for line in of_member]
    ExchangeRate.objects.bulk_create(rates_of(lines, max(CLOSED.values())))


def _write(members: list[Member], advance: Advance) -> None:
    shelf = Shelf()
    try:
        with transaction.atomic():
            with recorded(SYSTEM, "demo.load"):
                world = plan_world(members, Cast(members))
            for code in CLOSED:
                with recorded(SYSTEM, "demo.load"):
                    write_closed(world, shelf, code, advance)
            with recorded(SYSTEM, "demo.load"):
                _write_rates(world)
            write_open(world, shelf, advance)
            write_plans(world)
    except BaseException:
        shelf.forget_files()
        raise
