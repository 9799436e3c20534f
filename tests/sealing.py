"""A cycle whose agreed set is out, with rows of every class, and its snapshots as served."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from typing import Any

from accounts.actor import SYSTEM
from tests import factories
from tests.tracker.indicating import make_indicator, make_measurement
from tracker.domain.snapshots import seal
from tracker.enums import Confidentiality
from tracker.exports.snapshot import line
from tracker.models import Report, ReportingCycle, Snapshot, SnapshotRow

CODES = dict(zip(("2022-06", "2022-07", "2022-08", "2022-09"), Confidentiality.values, strict=True))


def token(member: str, confidentiality: str) -> str:
    return f"canary-{member}-{confidentiality}-x"


def beside_token(member: str, confidentiality: str) -> str:
    """The same of what stands beside a report."""
    return f"canary-beside-{member}-{confidentiality}-x"


def out_cycle(code: str = "2026") -> ReportingCycle:
    """Open, and published since yesterday."""
    return factories.make_cycle(code, dt.datetime.now(dt.UTC).date() + dt.timedelta(days=6))


def full_report(member: str, cycle: ReportingCycle) -> Report:
    """An answer of every class, each with a document, a line and a figure of that class, and words
    that tell whose and which; a plan and an indicator of every class, too."""
    report = factories.make_report(member, cycle)
    for code, confidentiality in CODES.items():
        words = token(member, confidentiality)
        entry = factories.answer(
            report, code, "in_progress", confidentiality=confidentiality, narrative=words
        )
        factories.make_evidence(entry, confidentiality=confidentiality, title=words)
        line_ = factories.make_line(report, code, confidentiality=confidentiality, title=words)
        factories.make_figure(report, line_)
        beside = beside_token(member, confidentiality)
        plan = factories.make_plan(member, confidentiality=confidentiality, title=beside)
        factories.make_action(plan, text=beside)
        indicator = make_indicator(report, confidentiality=confidentiality, text=beside)
        make_measurement(report, indicator, comment=beside)
    return report


def snapshot_of(code: str) -> Snapshot:
    """A snapshot of the cycle, sealed now where there is none: one more member has published its
    report, and the day of publication is past."""
    standing = Snapshot.objects.filter(cycle__code=code).first()
    if standing is not None:
        return standing
    cycle = ReportingCycle.objects.get(code=code)
    cycle.publishes_on = dt.datetime.now(dt.UTC).date()
    ReportingCycle.objects.filter(code=code).update(
        publishes_on=cycle.publishes_on, due_on=cycle.publishes_on, ministry_due_on=cycle.opens_on
    )
    report = factories.make_report("FRA", cycle)
    factories.answer(report, "2022-08", "in_progress")
    factories.published(report)
    return seal(SYSTEM, cycle)


def text_of(snapshot: Snapshot) -> str:
    """Everything that is stored and served of a snapshot."""
    rows = SnapshotRow.objects.filter(snapshot=snapshot)
    stored = [f"{row.text} {row.nonce}" for row in rows]
    return "\n".join([snapshot.header, *stored, *map(line, rows)])


def holds(snapshot: Snapshot) -> bool:
    """The seal, proven from the lines as they are served, by other code than the tracker's."""
    hashes = []
    order = [file["dataset"] for file in json.loads(snapshot.header)["files"]]
    for dataset in order:
        for row in snapshot.rows.filter(dataset=dataset).order_by("position"):
            said: dict[str, Any] = json.loads(line(row))
            if not said.get("withdrawn"):
                words = json.dumps(
                    said["row"], ensure_ascii=False, sort_keys=True, separators=(",", ":")
                )
                digest = hashlib.sha256(f"{said['nonce']}{words}".encode()).hexdigest()
                if digest != said["sha256"]:
                    return False
            hashes.append(said["sha256"])
    whole = "\n".join([snapshot.header, *hashes])
    return hashlib.sha256(whole.encode()).hexdigest() == snapshot.sha256
