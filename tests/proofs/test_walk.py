"""Random walks of many people over one report, row by row in the database, against a model that was
written from the table of the contract and knows nothing of the code's own (reliability A16)."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import pghistory.models
import pytest
from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.actor import Actor
from accounts.enums import Role
from tests import factories
from tests.drawing import PROOF
from tracker.domain import progress, review
from tracker.domain.errors import Conflict, IllegalMove, NotAllowed
from tracker.domain.workflow import perform
from tracker.models import OutgoingMail, ProgressEntry, Report, ReviewComment

WALKS, STEPS = (400, 80) if PROOF else (12, 80)
CODES = ("2022-08", "2023-01")

# From where, by whom, to where; "submitter" and "released" are said in the model.
TABLE: dict[str, tuple[set[str], set[str], str]] = {
    "send_for_clearance": ({"draft", "returned"}, {"focal", "both", "deputy"}, "clearance"),
    "clear": ({"clearance"}, {"officer"}, "draft"),
    "send_back": ({"clearance"}, {"officer"}, "draft"),
    "submit": ({"draft", "returned"}, {"focal", "both", "deputy"}, "submitted"),
    "return": ({"submitted"}, {"reviewer", "both as reviewer"}, "returned"),
    "accept": ({"submitted"}, {"reviewer", "both as reviewer"}, "accepted"),
    "release": ({"accepted"}, {"focal", "both"}, "accepted"),
    "publish": ({"accepted"}, {"reviewer", "both as reviewer"}, "published"),
    "withdraw": (
        {"published"},
        {"focal", "both", "deputy", "reviewer", "both as reviewer"},
        "withdrawn",
    ),
    "reopen": (
        {"accepted", "published", "withdrawn"},
        {"reviewer", "both as reviewer"},
        "returned",
    ),
}
SAYS = {
    "send_back": {"message"},
    "return": {"message", "due_on"},
    "withdraw": {"reason"},
    "reopen": {"reason", "due_on"},
    "submit": {"agreed"},
}
# What a frozen member and its reviewers still do.
THAWED = {"return", "accept", "withdraw", "reopen"}
EDITORS = ("focal", "both", "deputy")
REVIEWERS = ("reviewer", "both as reviewer")
REFUSALS = {
    "not allowed": NotAllowed,
    "illegal": IllegalMove,
    "wrong": ValidationError,
    "stale": Conflict,
}
PEOPLE = (
    *("focal", "both", "both as reviewer", "deputy", "contributor", "officer", "viewer", "monitor"),
    *("reviewer", "reviewer of others", "co-chair", "administrator"),
    *("stranger", "nobody", "reader"),
)
WEIGHTS = [
    *["go_on"] * 9,
    *["try_any"] * 6,
    *["write", "ask", "reply"] * 3,
    "settle",
    *["freeze_or_thaw", "delegate_or_not", "appoint_officer_or_not"],
]
Draw = Callable[[Sequence[Any]], Any]
# How often each verb was done, and how often refused in each way.
TAKEN: Counter[str] = Counter()
# Who moves things is drawn more often.
LIKELY = [*PEOPLE, *EDITORS * 4, *REVIEWERS * 4, *("officer",) * 4]


def everybody() -> dict[str, Actor]:
    both = factories.make_user()

    def seat(role: str, member: str | None = "KEN", **facts: Any) -> Actor:
        return factories.actor(factories.make_seat(role, member, **facts))

    focal = seat(Role.FOCAL_POINT)
    return {
        "focal": focal,
        "both": seat(Role.FOCAL_POINT, user=both),
        "both as reviewer": seat(Role.REVIEWER, None, user=both, reviews=["KEN"]),
        "deputy": seat(Role.DEPUTY),
        "contributor": seat(Role.CONTRIBUTOR),
        "officer": seat(Role.CLEARING_OFFICER),
        "viewer": seat(Role.VIEWER),
        "monitor": seat(Role.CIVIL_SOCIETY_MONITOR),
        "reviewer": factories.reviewer("KEN"),
        "reviewer of others": factories.reviewer("NOR"),
        "co-chair": seat(Role.CO_CHAIR, None),
        "administrator": seat(Role.ADMINISTRATOR, None),
        "stranger": seat(Role.FOCAL_POINT, "NOR"),
        "nobody": Actor(),
        "reader": factories.actor(focal.seat, scope="read"),
    }


class Walk:
    """The fields below the line are the model; the database is asked after every step."""

    def __init__(self, draw: Draw) -> None:
        self.draw = draw
        self.people = everybody()
        self.report = factories.make_report("KEN")
        # ---
        self.state, self.round, self.submitter = "draft", 0, ""
        self.cleared = self.released = self.public = self.frozen = self.delegated = False
        self.has_officer = True
        self.answered: set[str] = set()
        self.open = {entry.recommendation.code for entry in self.entries()}
        # Code, told to the member, answered.
        self.comments: dict[int, list[Any]] = {}

    # --- the database -------------------------------------------------------------------------

    def entries(self) -> list[ProgressEntry]:
        rows = ProgressEntry.objects.working().filter(report=self.report)
        return list(rows.select_related("recommendation"))

    def stored(self) -> Report:
        return Report.internal.get(pk=self.report.pk)

    def rows(self) -> list[Any]:
        """Everything a move may touch, whole."""
        return [
            list(model.order_by("pk").values())
            for model in (
                Report.internal.all(),
                ProgressEntry.internal.all(),
                ReviewComment.internal.all(),
                OutgoingMail.objects.all(),
            )
        ] + [len(self.events())]

    def events(self) -> list[Any]:
        found = pghistory.models.Events.objects.tracks(self.report).order_by("pgh_id")
        return list(found.values_list("pgh_context__verb", flat=True))

    def attempt(self, expected: str, verb: str, act: Any) -> bool:
        """Tries it, and says whether it was done. A refusal leaves every row as it was."""
        before, events = self.rows(), self.events()
        print(f"  {verb}: {expected}")
        TAKEN[expected if expected in REFUSALS else verb] += 1
        if expected in REFUSALS:
            with pytest.raises(REFUSALS[expected]), transaction.atomic():
                act()
            assert self.rows() == before
            return False
        act()
        if verb:
            assert self.events() == [*events, verb]
        return True

    # --- moves --------------------------------------------------------------------------------

    def judged(self, who: str, action: str, said: dict[str, Any], is_stale: bool) -> str:
        """What the contract says of it."""
        sources, allowed, _target = TABLE[action]
        may = who in allowed and not (self.frozen and action not in THAWED)
        if action == "submit" and who == "deputy":
            may = may and self.delegated
        if action in ("return", "accept") and who == "both as reviewer":
            may = may and self.submitter != "both"
        if action == "send_for_clearance":
            may = may and self.has_officer
        if not may:
            return "not allowed"
        if self.state not in sources:
            return "illegal"
        if is_stale:
            return "stale"
        asked = SAYS.get(action, set())
        if asked - set(said) or ("due_on" in asked and said["due_on"] == factories.today()):
            return "wrong"
        return self.guarded(action)

    def guarded(self, action: str) -> str:
        blocked = not self.answered or any(
            told and not replied for _code, told, replied in self.comments.values()
        )
        needs_clearing = action == "submit" and self.has_officer and not self.cleared
        if action in ("submit", "send_for_clearance") and (blocked or needs_clearing):
            return "wrong"
        if action == "return" and not self.comments:
            return "wrong"
        if action == "accept" and self.comments:
            return "wrong"
        if action == "release" and self.released:
            return "illegal"
        if action == "publish" and not self.released:
            return "illegal"
        return TABLE[action][2]

    def step(self) -> None:
        getattr(self, self.draw(WEIGHTS))()
        self.the_rows_say_what_the_model_says()

    def go_on(self) -> None:
        """A move that is possible now. Often the frozen are thawed first, or walks stand still."""
        if self.frozen and self.draw([True, False]):
            self.freeze_or_thaw()
        if ways := self.ways():
            self.take(*self.draw(ways), "all", False)

    def try_any(self) -> None:
        says = self.draw(["all", "all", "nothing", "today"])
        is_stale = self.draw([False, False, True])
        action = self.draw(list(TABLE))
        who = self.draw([self.draw(LIKELY), self.draw(sorted(TABLE[action][1]))])
        self.take(who, action, says, is_stale)

    def ways(self) -> list[tuple[str, str]]:
        whole = dict.fromkeys(("message", "reason", "agreed", "due_on"), True)
        return [
            (who, action)
            for action, (_sources, allowed, target) in TABLE.items()
            for who in sorted(allowed)
            if self.judged(who, action, whole, False) == target
        ]

    def take(self, who: str, action: str, says: str, is_stale: bool) -> None:
        due = factories.today() if says == "today" else factories.today() + dt.timedelta(days=14)
        said = {"message": "Words.", "reason": "Words.", "agreed": True, "due_on": due}
        said = {} if says == "nothing" else said
        version = self.stored().version - (1 if is_stale else 0)
        target = self.judged(who, action, said, is_stale)
        actor = self.people[who]

        def act() -> None:
            perform(actor, self.report, action, version, **said)

        if self.attempt(target, f"workflow.{action}", act):
            self.state = target
            getattr(self, f"after_{action}", lambda who: None)(who)

    def after_clear(self, who: str) -> None:
        self.cleared = True

    def after_send_back(self, who: str) -> None:
        self.cleared = False

    def after_submit(self, who: str) -> None:
        self.round += 1
        self.submitter = who
        self.open = {entry.recommendation.code for entry in self.entries()}

    def after_return(self, who: str) -> None:
        self.cleared = False
        self.open = {code for code, _told, _replied in self.comments.values()}
        for comment in self.comments.values():
            comment[1] = True

    def after_accept(self, who: str) -> None:
        self.released = False
        self.comments.clear()

    def after_release(self, who: str) -> None:
        self.released = True

    def after_publish(self, who: str) -> None:
        self.public = True

    def after_withdraw(self, who: str) -> None:
        self.public = False

    def after_reopen(self, who: str) -> None:
        self.cleared = self.released = False
        self.open = {entry.recommendation.code for entry in self.entries()}

    # --- what people do in between -------------------------------------------------------------

    def write(self) -> None:
        who, code = self.draw(LIKELY), self.draw(CODES)
        entry = factories.entry_of(self.report, code)
        element = f"{code}-e1"
        begun = {"status": "in_progress", "elements": {element: {"state": "begun", "reason": ""}}}
        may = who in EDITORS and self.state in ("draft", "returned") and not self.frozen
        expected = "done" if may and code in self.open else "not allowed"
        changes = {**begun, "narrative": f"By {who}.", "confidentiality": "public"}

        def act() -> None:
            progress.record(self.people[who], entry, entry.version, changes)

        verb = "progress.record" if self.cleared else ""
        if self.attempt(expected, verb, act):
            self.answered.add(code)
            self.cleared = False

    def ask(self) -> None:
        who, code = self.draw([*PEOPLE, *REVIEWERS * 8]), self.draw(CODES)
        may = who in REVIEWERS and self.state == "submitted"
        may = may and not (who == "both as reviewer" and self.submitter == "both")
        entry = factories.entry_of(self.report, code)
        made: list[ReviewComment] = []

        def act() -> None:
            made.append(review.comment(self.people[who], self.stored(), entry, "", "Since when?"))

        if self.attempt("done" if may else "not allowed", "", act):
            self.comments[made[0].pk] = [code, False, False]

    def reply(self) -> None:
        told = [pk for pk, comment in self.comments.items() if comment[1]]
        if not told:
            return
        who, pk = self.draw([*PEOPLE, *EDITORS * 8]), self.draw(told)
        asked = ReviewComment.internal.select_related("report__member").get(pk=pk)
        may = who in EDITORS and self.state in ("draft", "returned") and not self.frozen

        def act() -> None:
            review.answer(self.people[who], asked, asked.version, "Since May.")

        if self.attempt("done" if may else "not allowed", "", act):
            self.comments[pk][2] = True

    def settle(self) -> None:
        if not self.comments:
            return
        who, pk = self.draw([*PEOPLE, *REVIEWERS * 8]), self.draw(sorted(self.comments))
        asked = ReviewComment.internal.select_related("report__member").get(pk=pk)

        def act() -> None:
            review.resolve(self.people[who], asked, asked.version)

        if self.attempt("done" if who in REVIEWERS else "not allowed", "", act):
            del self.comments[pk]

    # --- what happens around it ----------------------------------------------------------------

    def freeze_or_thaw(self) -> None:
        self.frozen = not self.frozen
        member = self.report.member
        member.frozen_at = dt.datetime.now(dt.UTC) if self.frozen else None
        member.frozen_reason = "Change of government" if self.frozen else ""
        member.save()

    def delegate_or_not(self) -> None:
        self.delegated = not self.delegated
        seat = self.people["deputy"].seat
        assert seat is not None
        seat.delegated_from = seat.delegated_until = factories.today() if self.delegated else None
        seat.save()

    def appoint_officer_or_not(self) -> None:
        self.has_officer = not self.has_officer
        seat = self.people["officer"].seat
        assert seat is not None
        seat.ended_at = None if self.has_officer else dt.datetime.now(dt.UTC)
        seat.end_reason = "" if self.has_officer else "Moved on"
        seat.save()

    # --- and after every step ------------------------------------------------------------------

    def the_rows_say_what_the_model_says(self) -> None:
        row = self.stored()
        submitter = self.people[self.submitter].seat if self.submitter else None
        assert (row.state, row.round, row.submitted_by) == (self.state, self.round, submitter)
        assert (bool(row.cleared_at), bool(row.released_at)) == (self.cleared, self.released)
        found = {entry.recommendation.code for entry in self.entries() if entry.is_open}
        assert found == self.open
        shown = ProgressEntry.objects.published().filter(report=self.report).exists()
        assert shown == self.public


@pytest.mark.django_db
def test_no_walk_leaves_the_contracts_table() -> None:
    for seed in range(WALKS):
        print(f"walk {seed}")
        with transaction.atomic():
            walk = Walk(random.Random(seed).choice)
            for _step in range(STEPS):
                walk.step()
            transaction.set_rollback(True)
    print(TAKEN)
    never = {f"workflow.{action}" for action in TABLE} | set(REFUSALS)
    assert never - set(TAKEN) == set()
