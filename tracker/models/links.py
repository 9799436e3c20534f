"""Links between rows that are part of the history. A table that Django makes by itself gets its
triggers through a proxy: without one, no migration would ever install them."""

from __future__ import annotations

import pghistory

from .action import Action
from .budget import BudgetLine
from .evidence import Evidence
from .indicator import Indicator
from .plan import Plan
from .progress import ProgressEntry

_tracked = pghistory.track(pghistory.InsertEvent(), pghistory.DeleteEvent(), obj_field=None)


@pghistory.track(
    pghistory.InsertEvent(),
    pghistory.DeleteEvent(),
    obj_field=None,
    model_name="EvidenceEntriesEvent",
)
class EvidenceLink(Evidence.entries.through):  # type: ignore[name-defined, misc]
    """A document serving an answer."""

    class Meta:
        proxy = True


@_tracked
class AnswerReader(ProgressEntry.named_readers.through):  # type: ignore[name-defined, misc]
    """Somebody named for an answer that is for named people."""

    class Meta:
        proxy = True


@_tracked
class DocumentReader(Evidence.named_readers.through):  # type: ignore[name-defined, misc]
    """Somebody named for a document that is for named people."""

    class Meta:
        proxy = True


@_tracked
class LineReader(BudgetLine.named_readers.through):  # type: ignore[name-defined, misc]
    """Somebody named for a line of money that is for named people."""

    class Meta:
        proxy = True


@_tracked
class PlanReader(Plan.named_readers.through):  # type: ignore[name-defined, misc]
    """Somebody named for a plan that is for named people."""

    class Meta:
        proxy = True


@_tracked
class IndicatorReader(Indicator.named_readers.through):  # type: ignore[name-defined, misc]
    """Somebody named for an indicator that is for named people."""

    class Meta:
        proxy = True


@_tracked
class ActionServes(Action.recommendations.through):  # type: ignore[name-defined, misc]
    """A recommendation that an action serves."""

    class Meta:
        proxy = True
