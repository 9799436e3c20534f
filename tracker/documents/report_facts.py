"""What a country report tells, read for one reader: everything published, or the accepted answers
of the reader's own member before they are."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.models import Member
from recommendations.models import Element
from tracker.enums import Confidentiality, ElementState, Status, stricter
from tracker.models import BudgetFigure, Plan, Report, ReportingCycle
from tracker.queries.accepted import accepted_answers, accepted_report
from tracker.queries.answers import Answer, Earlier, answers_of, with_proof
from tracker.queries.civil_society import open_voices
from tracker.queries.coverage import Distribution, Share
from tracker.queries.demo import is_demo
from tracker.queries.indicators import Series, published_series
from tracker.queries.matrix import agreed
from tracker.queries.money import purse_of
from tracker.queries.plans import plans_of
from tracker.queries.published import published_to
from tracker.queries.snapshots import snapshots
from tracker.queries.years import Year, years_of

from .order import NotMade, Order


@dataclass(frozen=True)
class Told:
    """One member's report of one cycle. `answers` are in the order of the recommendations, absent
    ones too; `done` says by recommendation how many of its elements that apply are done; `money`
    are all figures of the currencies and periods that this report tells of, those of earlier
    reports too; `years` end with this cycle and begin with the first. `snapshot` is the code of
    the latest seal."""

    member: Member
    report: Report
    is_draft: bool
    is_demo: bool
    made_at: dt.datetime
    answers: Sequence[Answer]
    done: Mapping[int, Share]
    money: Sequence[BudgetFigure]
    years: Sequence[Year]
    plans: Sequence[Plan]
    series: Sequence[Series]
    snapshot: str

    @property
    def cycle(self) -> ReportingCycle:
        return self.report.cycle

    @property
    def asked(self) -> list[Answer]:
        return [answer for answer in self.answers if answer.is_asked]

    @property
    def optional(self) -> list[Answer]:
        """What was answered though nobody asked: shown, and in no count."""
        return [answer for answer in self.answers if answer.entry and not answer.is_asked]

    @property
    def shown(self) -> list[Answer]:
        """What was asked, answered or not, and what was answered all the same."""
        return [answer for answer in self.answers if answer.is_asked or answer.entry]

    @property
    def figures(self) -> list[BudgetFigure]:
        return [f for a in self.answers for line in a.lines for f in line.figures]

    @property
    def distribution(self) -> Distribution:
        return self.years[-1].distribution

    @property
    def strictest(self) -> str:
        """The narrowest confidentiality class of what is told."""
        rows = [a.entry.confidentiality for a in self.answers if a.entry]
        rows += [e.confidentiality for a in self.answers for e in a.evidence]
        rows += [f.confidentiality for f in (*self.figures, *self.money)]
        rows += [plan.confidentiality for plan in self.plans]
        rows += [one.indicator.confidentiality for one in self.series]
        rows += [voice.audience for a in self.answers for voice in a.voices]
        return stricter(Confidentiality.PUBLIC, *rows)


def read(actor: Actor, order: Order) -> Told:
    """Raises NotMade where this reader finds no report."""
    member, cycle = order.member, order.cycle
    if member is None:
        raise NotMade(_("A country report is of one member. Choose a member."))
    recommendations = agreed()
    years = [
        year
        for year in years_of(actor, member, recommendations)
        if year.cycle.meeting_on <= cycle.meeting_on
    ]
    draft = accepted_report(actor, member.pk, cycle.pk)
    if draft is not None:
        years = [year for year in years if year.cycle != cycle]
        answers = _with_earlier(accepted_answers(actor, draft, recommendations), years)
        years.append(_year(draft, answers))
    elif not years or years[-1].cycle != cycle:
        raise NotMade(_nothing(member, cycle))
    else:
        answers = list(with_proof(actor, answers_of(actor, member, cycle, recommendations)))
    voices = open_voices(actor, member)
    for answer in answers:
        if answer.is_asked or answer.entry:
            answer.voices = voices.get((cycle.pk, answer.recommendation.pk), [])
    sealed = snapshots().filter(cycle=cycle).first() if draft is None else None
    return Told(
        member=member,
        report=years[-1].report,
        is_draft=draft is not None,
        is_demo=is_demo(),
        made_at=timezone.now(),
        answers=answers,
        done=_done(answers),
        money=_money(actor, years[-1].report, answers if draft is not None else None),
        years=years,
        plans=plans_of(actor, member),
        series=published_series(actor, member),
        snapshot=sealed.code if sealed else "",
    )


def _nothing(member: Member, cycle: ReportingCycle) -> str:
    said = _(
        "%(member)s has no published report of %(cycle)s. A report can be ordered once it is "
        "published; by the member’s own team from its acceptance on."
    )
    return said % {"member": member.display_name, "cycle": cycle.code}


def _with_earlier(answers: list[Answer], before: Sequence[Year]) -> list[Answer]:
    """Beside each accepted answer what the member published last before it."""
    for year in before:
        for answer, status in zip(answers, year.statuses, strict=True):
            if status not in ("", Status.NOT_REPORTED):
                answer.earlier = Earlier(year.cycle.code, status)
    return answers


def _year(report: Report, answers: Sequence[Answer]) -> Year:
    statuses = [a.status if a.is_asked or a.entry else "" for a in answers]
    return Year(report, statuses, [a.is_asked for a in answers])


def _money(actor: Actor, report: Report, drafted: Sequence[Answer] | None) -> list[BudgetFigure]:
    """What is published up to the cycle of this report, as the pages of money add it up: a stage
    that an earlier report told of is known. A draft has its own figures in the place of this
    cycle's."""
    told = published_to(BudgetFigure, actor).filter(member=report.member_id)
    until = "report__cycle__meeting_on__" + ("lte" if drafted is None else "lt")
    rows = told.filter(**{until: report.cycle.meeting_on}).select_related("line").order_by("pk")
    found = list(rows)
    for answer in drafted or ():
        found += [figure for line in answer.lines for figure in line.figures]
    # A draft has the working row of a line, of which an earlier report told under its frozen copy.
    lines = {figure.line.public_id: figure.line for figure in found}
    for figure in found:
        figure.line = lines[figure.line.public_id]
    purses = {purse_of(figure) for figure in found if figure.report_id == report.pk}
    return [figure for figure in found if purse_of(figure) in purses]


def _done(answers: Sequence[Answer]) -> dict[int, Share]:
    """By recommendation: how many of the elements that apply are done."""
    codes: dict[int, list[str]] = {}
    for about, code in Element.objects.values_list("recommendation_id", "code"):
        codes.setdefault(about, []).append(code)
    found = {}
    for answer in answers:
        if answer.entry is not None:
            known = codes.get(answer.recommendation.pk, [])
            states = [answer.entry.elements.get(code, {}).get("state") for code in known]
            applicable = len(states) - states.count(ElementState.NOT_APPLICABLE)
            found[answer.recommendation.pk] = Share(states.count(ElementState.DONE), applicable)
    return found
