"""The annual pack: what everybody may read of a cycle, in one workbook that can be sent on. First
how many reported, then the matrix and where money stops, then every dataset, and a codebook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import IO, Any, NamedTuple

from django.db.models import QuerySet
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.actor import PUBLIC, Actor
from accounts.models import Member
from tracker.enums import Status
from tracker.exports import money
from tracker.exports.cells import of_lines
from tracker.exports.codebook import codes_of, columns_of
from tracker.exports.columns import Column, Columns, code, number, text
from tracker.exports.copying import one_snapshot
from tracker.exports.datasets import DATASETS, Dataset
from tracker.exports.provenance import provenance
from tracker.exports.xlsx import Workbook
from tracker.models import BudgetFigure, ReportingCycle
from tracker.queries.alphabet import by_name
from tracker.queries.coverage import by_group
from tracker.queries.funnel import funnels_of, streams_among
from tracker.queries.matrix import Matrix, agreed, build_matrix
from tracker.queries.published import published_to

from .beside import said_beside
from .order import NotMade, Order, Progress
from .phrases import SOURCE

# Whoever orders it: what is in it is public, so that it can go on without a second look.
READER = PUBLIC
COVERAGE: Columns = {
    "group": text(None, gettext_lazy("Regional group, or regional organizations.")),
    "reported": number(None, gettext_lazy("Members with a published report of the cycle.")),
    "members": number(None, gettext_lazy("Members of the group.")),
}
SPREAD: Columns = {
    "recommendation": code(None, gettext_lazy("Code of the recommendation.")),
    "working_title": text(None, gettext_lazy("Working title by the editors; not agreed text.")),
    "answered": number(None, gettext_lazy("Asked members that answered.")),
    "asked": number(None, gettext_lazy("Members that are asked.")),
    **{
        status.value: number(None, gettext_lazy("Asked members that report this status."))
        for status in Status
    },
}


class _Part(NamedTuple):
    """A dataset as far as it is of the cycle, and how many rows of it there are."""

    dataset: Dataset
    rows: QuerySet[Any]
    number: int


def write(actor: Actor, order: Order, out: IO[bytes], progress: Progress) -> None:
    """Writes the workbook. Raises NotMade where nothing of the cycle is published."""
    with translation.override(order.language), said_beside(progress) as say, one_snapshot():
        matrix = build_matrix(READER, order.cycle, by_name(Member.objects.all()), agreed())
        if not matrix.reported.n:
            raise NotMade(
                _("No report of %(cycle)s is published yet. Order it again once one is.")
                % {"cycle": order.cycle.code}
            )
        names = [row.member.display_name for row in matrix.rows]
        parts = [_part(dataset, order.cycle) for dataset in DATASETS.values()]
        whole = sum(part.number for part in parts) or 1
        book = Workbook(lambda rows: say(99 * (done + rows) // whole))
        done = 0
        # The words are not translated yet: without this, those that a library has would be.
        with translation.override(SOURCE):
            out.writelines(_head(book, order, matrix, names))
            for part in parts:
                cells = part.dataset.cells(READER, part.rows)
                out.writelines(book.add(part.dataset.name, part.dataset.columns(READER), cells))
                done += part.number
                say(99 * done // whole)
            out.writelines(_codebook(book))
            out.writelines(book.end())
    progress(100)


def _part(dataset: Dataset, cycle: ReportingCycle) -> _Part:
    """All rows where a dataset knows no cycle: plans outlast it, members and texts are the key."""
    asked = {"cycle": cycle.code} if "cycle" in dataset.filterset.base_filters else {}
    rows = dataset.filtered(READER, asked).qs
    return _Part(dataset, rows, dataset.exportable(rows).order_by().count())


def _head(book: Workbook, order: Order, matrix: Matrix, names: Sequence[str]) -> Iterator[bytes]:
    said = provenance(order.kind, READER, {"cycle": order.cycle.code}, matrix.reported)
    words = [
        (_("Annual pack"), order.cycle.code),
        *said.facts(),
        (_("Whose words"), _("Members report about themselves. Evidence is not verification.")),
        (_("Order"), _("Alphabetical; no ranking.")),
        (_("No report"), _("Whatever the reason, and never a zero.")),
    ]
    yield from book.add_facts(_("About this file"), words)
    figures = published_to(BudgetFigure, READER).filter(report__cycle=order.cycle).order_by()
    for name, columns, lines in (
        (_("Coverage"), COVERAGE, _coverage(matrix)),
        (_("Statuses"), SPREAD, _spread(matrix)),
        (_("Matrix"), _matrix_columns(matrix), _matrix_lines(matrix, names)),
        (_("Where money stops"), money.COLUMNS, money.lines(funnels_of(streams_among(figures)))),
    ):
        yield from book.add(name, columns, of_lines(lines))


def _codebook(book: Workbook) -> Iterator[bytes]:
    yield from book.add_facts(_("Columns"), columns_of(DATASETS.values(), READER), head=True)
    yield from book.add_facts(_("Codes"), codes_of(DATASETS.values(), READER), head=True)


def _coverage(matrix: Matrix) -> Iterator[list[Any]]:
    members = [row.member for row in matrix.rows]
    reported = {row.member.pk: True for row in matrix.rows if row.has_report}
    for group in by_group(members, reported):
        yield [str(group.label), group.share.n, group.share.of]


def _spread(matrix: Matrix) -> Iterator[list[Any]]:
    for column in matrix.columns:
        answered = column.distribution.answered
        yield [
            column.recommendation.code,
            column.recommendation.working_title,
            answered.n,
            answered.of,
            *(column.distribution.counts[status] for status in Status),
        ]


def _matrix_columns(matrix: Matrix) -> Columns:
    head: dict[str, Column] = {
        "member": code(None, _("Code of the member.")),
        "member_name": text(None, _("Name of the member.")),
    }
    said = {c.recommendation.code: code(None, _("Status."), Status) for c in matrix.columns}
    return head | said


def _matrix_lines(matrix: Matrix, names: Sequence[str]) -> Iterable[list[Any]]:
    """What nobody asked and nobody said is empty; what was asked and not said is `not_reported`.
    Names are those of the language in which the pack was ordered, whose alphabet they follow."""
    for row, name in zip(matrix.rows, names, strict=True):
        cells = ["" if cell.is_blank else cell.status for cell in row.cells]
        yield [row.member.code, name, *cells]
