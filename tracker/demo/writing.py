"""Writing the demonstration in bulk. What is written here obeys the rules of the verbs by its
plan (a test asks the verbs' own checks afterwards); the verbs themselves would take minutes for
four years of eighty-seven members."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from recommendations.models import Recommendation
from tracker.domain.files import ALLOWED, accept
from tracker.enums import EvidenceForm
from tracker.models import BudgetFigure, BudgetLine, Evidence, ProgressEntry, Report

from .money import Line
from .papers import FILE_NAME, Paper, sample_pdf
from .world import World

BATCH = 2000
# An answer's row by member code and recommendation code.
Entries = Mapping[tuple[str, str], ProgressEntry]


class Shelf:
    """What outlives a cycle: the rows of documents and of lines of money, by what they were
    planned as, and the files that were stored for them."""

    def __init__(self) -> None:
        self.evidence: dict[Paper, Evidence] = {}
        self.lines: dict[Line, BudgetLine] = {}
        self.files: list[tuple[Storage, str]] = []
        self.recommendations = {r.code: r for r in Recommendation.objects.all()}

    def keep_file(self, evidence: Evidence) -> None:
        self.files.append((evidence.file.storage, evidence.file.name))

    def forget_files(self) -> None:
        """Removes the files of a demonstration that was not loaded after all."""
        for storage, name in self.files:
            storage.delete(name)


def write_papers(
    world: World, shelf: Shelf, cycle: str, reports: Sequence[Report], entries: Entries
) -> None:
    """New documents of a cycle, and the links from its answers to all documents so far."""
    rows = {
        paper: _evidence(report, paper, shelf)
        for report in reports
        for paper in world.papers[report.member.code]
        if paper.cycle == cycle
    }
    Evidence.internal.bulk_create(rows.values(), batch_size=BATCH)
    shelf.evidence.update(rows)
    link_papers(world, shelf, cycle, reports, entries)


def link_papers(
    world: World, shelf: Shelf, cycle: str, reports: Sequence[Report], entries: Entries
) -> None:
    """The links from a cycle's answers to the documents that stand on the shelf already."""
    through = Evidence.entries.through
    links = [
        through(
            evidence_id=shelf.evidence[paper].pk,
            progressentry_id=entries[report.member.code, code].pk,
        )
        for report in reports
        for paper in world.papers[report.member.code]
        for code in paper.codes
        if paper in shelf.evidence
        and paper.serves(cycle, code)
        and (cycle, code) in world.answers[report.member.code]
    ]
    through.objects.bulk_create(links, batch_size=BATCH, ignore_conflicts=True)


def write_money(world: World, shelf: Shelf, cycle: str, reports: Sequence[Report]) -> None:
    """New lines of a cycle, as narrow as the answers they go with, and all its figures."""
    rows = {
        line: BudgetLine(
            member=report.member,
            recommendation=shelf.recommendations[line.code],
            confidentiality=_class_of(world, report, cycle, line),
            **line.facts,
        )
        for report in reports
        for line in world.lines[report.member.code]
        if line not in shelf.lines and line.first_cycle == cycle
    }
    BudgetLine.internal.bulk_create(rows.values(), batch_size=BATCH)
    shelf.lines.update(rows)
    figures = [
        BudgetFigure(
            member=report.member,
            report=report,
            line=shelf.lines[line],
            confidentiality=shelf.lines[line].confidentiality,
            **figure.facts,
        )
        for report in reports
        for line in world.lines[report.member.code]
        for figure in line.figures
        if figure.cycle == cycle
    ]
    BudgetFigure.internal.bulk_create(figures, batch_size=BATCH)


def _class_of(world: World, report: Report, cycle: str, line: Line) -> str:
    answer = world.answers[report.member.code][cycle, line.code]
    return str(answer.facts["confidentiality"])


def _evidence(report: Report, paper: Paper, shelf: Shelf) -> Evidence:
    row = Evidence(member=report.member, added_by=report.submitted_by, **paper.facts)
    if row.form == EvidenceForm.FILE:
        _store(row, shelf)
    return row


def _store(row: Evidence, shelf: Shelf) -> None:
    upload = ContentFile(sample_pdf(), name=FILE_NAME)
    accepted = accept(upload)
    row.file_name, row.content_type = accepted.name, ALLOWED["pdf"]
    row.size, row.sha256 = accepted.size, accepted.sha256
    row.file.save(FILE_NAME, upload, save=False)
    shelf.keep_file(row)
