"""Funnels of money on pages: a title that states the finding, and bars with their gaps."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import get_language, ngettext, pgettext_lazy
from django.utils.translation import gettext as _

from tracker.enums import BudgetStage
from tracker.money import format_percent
from tracker.queries.funnel import MoneyFunnel, Step
from tracker.wording import apart

_WITHIN = {
    BudgetStage.ESTIMATED: pgettext_lazy("stage, within a sentence", "estimated"),
    BudgetStage.PLEDGED: pgettext_lazy("stage, within a sentence", "pledged"),
    BudgetStage.ALLOCATED: pgettext_lazy("stage, within a sentence", "allocated"),
    BudgetStage.COMMITTED: pgettext_lazy("stage, within a sentence", "committed"),
    BudgetStage.DISBURSED: pgettext_lazy("stage, within a sentence", "disbursed"),
    BudgetStage.SPENT: pgettext_lazy("stage, within a sentence", "spent"),
}


@dataclass(frozen=True)
class Bar:
    """One stage with its bar: hatched up to `upto`, what the stage before had in the same lines."""

    step: Step
    upto: Decimal | None

    @property
    def is_over(self) -> bool:
        """True where more is told than at the stage before, or than was pledged."""
        ratios = (self.step.of_previous, self.step.of_pledged)
        return any(ratio is not None and ratio.is_over for ratio in ratios)


@dataclass(frozen=True)
class Shown:
    """A funnel with the sentence that it proves."""

    funnel: MoneyFunnel
    title: str

    @property
    def bars(self) -> list[Bar]:
        return [Bar(step, _upto(step)) for step in self.funnel.steps]

    @property
    def largest(self) -> Decimal:
        """What the longest bar stands for, gaps included."""
        return max(self.funnel.largest, *(bar.upto or Decimal(0) for bar in self.bars))


def shown(funnels: Iterable[MoneyFunnel]) -> list[Shown]:
    return [Shown(funnel, title_of(funnel)) for funnel in funnels]


def title_of(funnel: MoneyFunnel) -> str:
    """What the funnel says, in one sentence."""
    reach = funnel.longest
    if reach is None:
        return _("No two stages can be compared yet")
    words = ngettext(
        "%(after)s is %(percent)s of %(before)s, in the %(n)s line that gives both",
        "%(after)s is %(percent)s of %(before)s, in the %(n)s lines that give both",
        reach.ratio.lines,
    )
    percent = format_percent(reach.ratio.after, reach.ratio.before, get_language() or "en")
    # The title begins with the one and has the other in the middle of the sentence.
    before = str(_WITHIN.get(reach.before, reach.before.label))
    said = {"after": reach.after.label, "before": before, "n": reach.ratio.lines}
    return words % apart({**said, "percent": percent})


def _upto(step: Step) -> Decimal | None:
    ratio = step.of_previous
    if step.amount is None or ratio is None or ratio.lost <= 0:
        return None
    return step.amount + ratio.lost
