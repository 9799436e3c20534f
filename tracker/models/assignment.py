from __future__ import annotations

import pghistory
from django.db import models
from django.db.models import Q

from accounts.actor import Actor
from accounts.composite import MemberKey, SameMember
from accounts.enums import Role
from accounts.models import Appointment, Invitation
from accounts.owned import MemberOwned, OwnedQuerySet
from tracker.enums import Confidentiality

from .action import Action
from .budget import BudgetLine
from .content import OWN_READERS
from .cycle import ReportingCycle
from .progress import ProgressEntry
from .report import Report


class AssignmentQuerySet(OwnedQuerySet):
    def visibility(self, actor: Actor) -> Q:
        if actor.has_role(*OWN_READERS):
            return Q(member=actor.member_id)
        if actor.has_role(Role.CONTRIBUTOR):
            return Q(appointment=actor.seat)
        return Q(pk__in=[])


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Assignment(MemberOwned):
    """A contributor asked for one answer, one budget line or one action of a plan, by a day;
    `ready_at` says when the contributor called it done. Somebody who is only being invited is
    asked through the `invitation`; accepting it puts their seat in its place."""

    appointment = models.ForeignKey(
        Appointment, models.PROTECT, related_name="assignments", null=True, blank=True
    )
    invitation = models.ForeignKey(
        Invitation, models.PROTECT, related_name="assignments", null=True, blank=True
    )
    entry = models.ForeignKey(
        ProgressEntry, models.CASCADE, related_name="assignments", null=True, blank=True
    )
    budget_line = models.ForeignKey(
        BudgetLine, models.CASCADE, related_name="assignments", null=True, blank=True
    )
    action = models.ForeignKey(
        Action, models.CASCADE, related_name="assignments", null=True, blank=True
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
            SameMember("invitation", name="assignment_invitation_of_member"),
            SameMember("entry", name="assignment_entry_of_member"),
            SameMember("budget_line", name="assignment_line_of_member"),
            SameMember("action", name="assignment_action_of_member"),
            models.CheckConstraint(
                condition=Q(entry__isnull=False, budget_line=None, action=None)
                | Q(entry=None, budget_line__isnull=False, action=None)
                | Q(entry=None, budget_line=None, action__isnull=False),
                name="assignment_of_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(appointment__isnull=False) ^ Q(invitation__isnull=False),
                name="assignment_to_one_person",
            ),
            models.UniqueConstraint(
                fields=["member", "appointment", "invitation", "entry", "budget_line", "action"],
                name="assignment_once",
                nulls_distinct=False,
            ),
        ]

    @property
    def thing(self) -> ProgressEntry | BudgetLine | Action:
        """What is asked for."""
        return self.entry or self.budget_line or self.action  # type: ignore[return-value]

    @property
    def code(self) -> str:
        """The code of the recommendation; of an action its own, which may be empty."""
        return self.action.code if self.action else self.thing.recommendation.code  # type: ignore[union-attr]

    @property
    def is_restricted(self) -> bool:
        """True where what is asked for is for named people; an action is what its plan is."""
        holder = self.action.plan if self.action else self.thing
        return holder.confidentiality == Confidentiality.RESTRICTED

    @property
    def sayable_code(self) -> str:
        """The code as mails and calendars may say it: empty where it has none, or is restricted."""
        return "" if self.is_restricted else self.code

    def report(self) -> Report | None:
        """The report it is asked for: the answer's own; for money and actions, that of the
        cycle which had opened last by the day it is due."""
        if self.entry is not None:
            return self.entry.report
        cycles = ReportingCycle.objects.filter(opens_on__lte=self.due_on).order_by("-opens_on")
        return (
            Report.internal.select_related("member", "cycle")
            .filter(member=self.member_id, cycle=cycles.first())
            .first()
        )
