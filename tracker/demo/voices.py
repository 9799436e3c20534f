"""What civil society says beside Kenya's answers in the demonstration, each view open to others."""

from __future__ import annotations

from accounts.actor import SYSTEM
from accounts.enums import Role
from tracker.domain import civil_society
from tracker.domain.saving import recorded
from tracker.enums import Audience, Concurrence
from tracker.models import CivilSocietyView, ReportingCycle

from .script import OPEN
from .words import VOICES
from .world import World

# Recommendation, verdict, audience, and whether the name stands with it.
FILED = (
    ("2022-01", Concurrence.CONCURS, Audience.NETWORK, True),
    ("2022-09", Concurrence.IN_PART, Audience.PUBLIC, False),
    ("2023-05", Concurrence.DIFFERS, Audience.SECRETARIAT, False),
)
# One of the cycle before stands beside a published answer.
PAST, PAST_CODE = "2025", "2022-08"


def write_voices(world: World, cycle: ReportingCycle) -> None:
    actor = world.cast.actor("KEN", Role.CIVIL_SOCIETY_MONITOR)
    seat = world.cast.seat("KEN", Role.CIVIL_SOCIETY_MONITOR)
    about = {recommendation.code: recommendation for recommendation in world.asked[OPEN]}
    for code, verdict, audience, show_name in FILED:
        said = {"view": verdict.value, "text": VOICES[verdict], "language": "en"}
        view = civil_society.file(actor, seat.member, cycle, about[code], said)
        if audience != Audience.SECRETARIAT:
            civil_society.choose_audience(
                actor, view, 1, audience, show_name=show_name, confirmed=True
            )
    with recorded(SYSTEM, "demo.load"):
        CivilSocietyView.internal.create(
            member=seat.member,
            cycle=ReportingCycle.objects.get(code=PAST),
            recommendation=about[PAST_CODE],
            author=seat,
            view=Concurrence.DIFFERS,
            text=VOICES[Concurrence.DIFFERS],
            audience=Audience.PUBLIC,
        )
