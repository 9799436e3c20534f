from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from accounts.enums import Role
from accounts.models import Appointment
from accounts.owned import MemberOwned, OwnedQuerySet

from .budget import BudgetLine
from .content import OWN_READERS
from .progress import ProgressEntry


class AssignmentQuerySet(OwnedQuerySet):
    def visibility(self, actor: Actor) -> Q:
        if actor.has_role(*OWN_READERS):
            return Q(member=actor.member_id)
        if actor.has_role(Role.CONTRIBUTOR):
            return Q(appointment=actor.seat)
        return Q(pk__in=[])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Assignment(MemberOwned):
    """A contributor asked for one answer or one budget line, by a day; `ready_at` says when the
    contributor called it done."""

    appointment = models.ForeignKey(Appointment, models.PROTECT, related_name="assignments")
    entry = models.ForeignKey(
        ProgressEntry, models.CASCADE, related_name="assignments", null=True, blank=True
    )
    budget_line = models.ForeignKey(
        BudgetLine, models.CASCADE, related_name="assignments", null=True, blank=True
    )
    due_on = models.DateField()
    ready_at = models.DateTimeField(null=True, blank=True)

    objects = AssignmentQuerySet.as_manager()

    class Meta(MemberOwned.Meta):
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["public_id"], name="assignment_public_id"),
            MemberKey(name="assignment_member_key"),
            SameMember("appointment", name="assignment_seat_of_member"),
            SameMember("entry", name="assignment_entry_of_member"),
            SameMember("budget_line", name="assignment_line_of_member"),
            models.CheckConstraint(
                condition=Q(entry__isnull=False) ^ Q(budget_line__isnull=False),
                name="assignment_of_one_thing",
            ),
            models.UniqueConstraint(
                fields=["member", "appointment", "entry", "budget_line"],
                name="assignment_once",
                nulls_distinct=False,
            ),
        ]
