"""Sealing what a cycle published, and taking words out of a seal that holds.

A row's hash is over a random number and its text; the snapshot's over the header and these hashes
in order. Taking a row back blanks number and text and leaves the hash, so that the seal can be
proven for ever and nothing of the words can be.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Exists, Max, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.models import Dataset, Report, ReportingCycle, Snapshot, SnapshotRow
from tracker.queries.demo import is_demo
from tracker.queries.sealed import MODELS, Frozen, public_rows, still_public

from .errors import IllegalMove, require
from .saving import recorded

FORMAT = "snapshot/1"
INVENTED = "Invented demonstration data"
BATCH = 500
# Publishing and withdrawing hold it together; sealing alone.
_LOCK = 7_302_026


def seal(actor: Actor, cycle: ReportingCycle) -> Snapshot:
    """Freezes the public rows of a cycle whose agreed set is out, as the cycle's next snapshot;
    earlier ones stay.

    Raises NotAllowed, IllegalMove (before publication; nothing is public).
    """
    require(rules.may_seal_snapshot(actor))
    if cycle.publishes_on > timezone.now().date():
        raise IllegalMove(_("A snapshot is sealed from the day of publication on."))
    with recorded(actor, "snapshots.seal", cycle.code):
        _lock(shared=False)
        rows = [_row(frozen) for frozen in public_rows(cycle)]
        if not rows:
            raise IllegalMove(_("Nothing of this cycle is public, so there is nothing to seal."))
        last = Snapshot.objects.filter(cycle=cycle).aggregate(number=Max("number"))["number"]
        snapshot = Snapshot(cycle=cycle, number=(last or 0) + 1, sealed_by=actor.seat)
        snapshot.code = f"{cycle.code}-{snapshot.number}"
        snapshot.sealed_at = timezone.now().replace(microsecond=0)
        snapshot.header = canonical(_header(snapshot, rows))
        snapshot.sha256 = joined([snapshot.header, *(row.sha256 for row in rows)])
        snapshot.save(force_insert=True)
        for row in rows:
            row.snapshot = snapshot
        SnapshotRow.objects.bulk_create(rows, batch_size=BATCH)
    return snapshot


def hold_publication() -> None:
    """Nobody seals until this transaction ends: what is published changes in it."""
    _lock(shared=True)


def blank_report(report: Report) -> int:
    """Takes the words of a report out of every snapshot of its cycle. Runs in the caller's
    transaction. Returns how many rows it were."""
    rows = SnapshotRow.objects.filter(member=report.member_id, snapshot__cycle=report.cycle_id)
    return _blank(rows)


def blank_hidden(member_id: int) -> int:
    """Takes out of every snapshot what its member no longer shows to everybody: a class was
    narrowed, a document removed. Other words under the same class change no snapshot. Runs in the
    caller's transaction. Returns how many rows it were."""
    rows = SnapshotRow.objects.filter(member=member_id, withdrawn_at__isnull=True)
    if not rows.exists():
        # Nothing of most members was sealed yet when they publish.
        return 0
    return sum(
        _blank(rows.filter(~Exists(still_public(model)), dataset=dataset))
        for dataset, model in MODELS.items()
    )


def canonical(value: Any) -> str:
    """JSON with sorted names, no blanks and letters as they are: the same from every program."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def joined(lines: Iterable[str]) -> str:
    """The hash of lines, a line feed between them."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _row(frozen: Frozen) -> SnapshotRow:
    text, nonce = canonical(frozen.facts), secrets.token_hex(16)
    return SnapshotRow(
        dataset=frozen.dataset,
        member_id=frozen.member_id,
        public_id=frozen.public_id,
        text=text,
        nonce=nonce,
        sha256=hashlib.sha256((nonce + text).encode()).hexdigest(),
    )


def _header(snapshot: Snapshot, rows: list[SnapshotRow]) -> dict[str, Any]:
    """Numbers the rows of each dataset, and says what the snapshot holds."""
    found: dict[str, list[SnapshotRow]] = defaultdict(list)
    for row in rows:
        found[row.dataset].append(row)
        row.position = len(found[row.dataset])
    reports = Report.objects.unscoped().filter(cycle=snapshot.cycle)
    said = {
        "format": FORMAT,
        "code": snapshot.code,
        "cycle": snapshot.cycle.code,
        "sealed_at": snapshot.sealed_at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "members_asked": reports.count(),
        "members_published": len({row.member_id for row in found[Dataset.ENTRIES]}),
        "files": [
            {
                "dataset": dataset,
                "rows": len(found[dataset]),
                "sha256": joined(row.sha256 for row in found[dataset]),
            }
            for dataset in Dataset.values
        ],
    }
    return {**said, "notice": INVENTED} if is_demo() else said


def _blank(rows: QuerySet[SnapshotRow]) -> int:
    return rows.filter(withdrawn_at__isnull=True).update(
        text="", nonce="", withdrawn_at=timezone.now()
    )


def _lock(*, shared: bool) -> None:
    kind = "pg_advisory_xact_lock_shared" if shared else "pg_advisory_xact_lock"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {kind}(%s)", [_LOCK])
