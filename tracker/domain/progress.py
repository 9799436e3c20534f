"""Writing an answer: status, words and elements of one recommendation in one report. What is
typed before anybody saves it, and earlier versions, are in `drafts`."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.actor import Actor
from tracker import rules
from tracker.claims import Claim, element_problems, lacks, too_long
from tracker.enums import Confidentiality, Status
from tracker.models import BudgetFigure, BudgetLine, Evidence, ProgressEntry
from tracker.models.progress import WORDS

from .errors import require
from .saving import check_fields, held, recorded, save_version

FIELDS = frozenset(
    "status status_reason planned_on narrative obstacles next_steps language elements "
    "confidentiality is_ready".split()
)

TEXTS = tuple(WORDS)


def record(
    actor: Actor, entry: ProgressEntry, version: int, changes: dict[str, Any]
) -> ProgressEntry:
    """Writes an answer, or the named parts of it. Whoever writes has looked: a carried-over
    answer is confirmed by it.

    `changes` maps names of FIELDS to values; `elements` is merged by code. Raises NotAllowed,
    Conflict (stale version) or ValidationError (by field; a status whose rule is not met is
    refused under `status`, naming the element, or under the reason that it lacks).
    """
    require(rules.may_edit_entry(actor, entry))
    if "confidentiality" in changes and changes["confidentiality"] != entry.confidentiality:
        require(rules.may_share(actor, entry))
    shared_before = entry.confidentiality
    codes = element_codes(entry)
    if "elements" in changes and isinstance(changes["elements"], dict):
        changes = {**changes, "elements": {**entry.elements, **changes["elements"]}}
    check_fields(entry, changes, FIELDS)
    if changes.get("status") == Status.NOT_REPORTED:
        raise ValidationError({"status": [_("Choose a status. “No report” is never chosen.")]})
    # Narrowing who may see an answer never waits for its words.
    if set(changes) != {"confidentiality"}:
        judge(entry, codes)
    is_sealed = Confidentiality.RESTRICTED in (shared_before, entry.confidentiality)
    with recorded(actor, "progress.record", "" if is_sealed else entry.status_reason):
        hold(actor, entry)
        entry.confirmed = True
        save_version(entry, version, {*changes, "confirmed"})
        if entry.confidentiality != shared_before:
            _share_money(entry, shared_before)
        void_clearance(entry)
    return entry


def confirm_unchanged(actor: Actor, entry: ProgressEntry, version: int) -> ProgressEntry:
    """ "No change since": the carried-over answer stands again, as it is.

    Raises NotAllowed, Conflict, or ValidationError where nothing was carried over or the status
    rule is no longer met.
    """
    require(rules.may_edit_entry(actor, entry))
    if not entry.carried_from or entry.status == Status.NOT_REPORTED:
        raise ValidationError(
            {"confirmed": [_("There is no earlier answer to confirm. Write this one.")]}
        )
    judge(entry, element_codes(entry))
    with recorded(actor, "progress.confirm_unchanged"):
        hold(actor, entry)
        entry.confirmed = entry.is_ready = True
        save_version(entry, version, {"confirmed", "is_ready"})
        void_clearance(entry)
    return entry


def judge(entry: ProgressEntry, codes: list[str]) -> None:
    """Asks of the whole answer what a saved one must be: what was kept while somebody typed was
    never asked. Raises ValidationError by field."""
    said = {name: getattr(entry, name) for name in WORDS}
    problems = {name: [message] for name, message in too_long(said, WORDS).items()}
    if wrong := element_problems(entry.elements, codes):
        problems["elements"] = wrong
    else:
        for lack in lacks(claim_of(entry, codes)):
            at = "status_reason" if lack.field == "status_reason" else "status"
            problems.setdefault(at, []).append(lack.message)
    if problems:
        raise ValidationError(problems)


def element_codes(entry: ProgressEntry) -> list[str]:
    return list(entry.recommendation.elements.values_list("code", flat=True))


def previous_entry(entry: ProgressEntry) -> ProgressEntry | None:
    """The same member's answer in the cycle before, for comparison."""
    return (
        ProgressEntry.objects.working()
        .filter(
            member=entry.member_id,
            recommendation=entry.recommendation_id,
            report__cycle__meeting_on__lt=entry.report.cycle.meeting_on,
        )
        .select_related("report__cycle")
        .order_by("-report__cycle__meeting_on")
        .first()
    )


def claim_of(entry: ProgressEntry, codes: list[str]) -> Claim:
    """The answer as its status rule sees it, with its evidence and the year before."""
    named: set[str] = set()
    general = False
    if entry.status in (Status.PARTIAL, Status.FULL):
        for elements in (
            Evidence.objects.working().filter(entries=entry).values_list("elements", flat=True)
        ):
            named.update(elements)
            general = general or not elements
    before = previous_entry(entry)
    return Claim(
        status=entry.status,
        reason=entry.status_reason,
        elements=entry.elements,
        codes=codes,
        proven=named,
        has_general_evidence=general,
        previous=before.status if before else Status.NOT_REPORTED,
    )


def _share_money(entry: ProgressEntry, before: str) -> None:
    """Money follows the answer's class unless somebody gave it another one."""
    lines = BudgetLine.objects.working().filter(
        member=entry.member_id,
        recommendation=entry.recommendation_id,
        confidentiality__in={before, Confidentiality.MEMBER},
    )
    # Lines before their figures, as everybody who writes both.
    shared = list(lines.order_by("pk").select_for_update(of=("self",)).values_list("pk", flat=True))
    BudgetLine.internal.filter(pk__in=shared).update(confidentiality=entry.confidentiality)
    figures = BudgetFigure.objects.working().filter(line__in=shared)
    figures.update(confidentiality=entry.confidentiality)


def hold(actor: Actor, entry: ProgressEntry) -> None:
    """Since the rule was asked, somebody may have sent the report on."""
    stood = (entry.report.state, entry.report.round)
    entry.report = held(entry.report)
    if (entry.report.state, entry.report.round) != stood:
        entry.refresh_from_db(fields=["is_open"])
    require(rules.may_edit_entry(actor, entry))


def void_clearance(entry: ProgressEntry) -> None:
    """What was cleared is not what stands now: clearance has to be given again."""
    report = entry.report
    if report.cleared_at is not None:
        report.cleared_at = None
        save_version(report, report.version, {"cleared_at"})
