"""Bringing in a further communiqué: all of it, or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.actor import Actor
from accounts.enums import ListingRole
from accounts.models import Listing, Member
from accounts.naming import NOBODY, Named, Names, Unknown, resolve
from recommendations.fixturefiles import Fault, FixtureError, Row
from recommendations.incoming import Document, fault
from recommendations.loading import Outcome, Tally, add
from recommendations.models import Call, Communique, Element, Recommendation, Section
from tracker import rules
from tracker.models import ReportingCycle

from . import cycles
from .errors import require
from .saving import recorded

LISTS = (
    ("listed", ListingRole.LISTED),
    ("co_chairs", ListingRole.CO_CHAIR),
    ("hosts", ListingRole.HOST),
)
# Where a text stood in a source file that the tracker does not have.
NOT_COMPARED = frozenset({"source_line"})


class UnknownNames(FixtureError):
    """Printed names that stand for no member that is known; nothing has been written."""

    def __init__(self, names: list[Unknown], faults: list[Fault]) -> None:
        super().__init__(faults)
        self.names = names


@dataclass
class Imported:
    """What an import wrote. `filled` counts the new answers by the code of their cycle."""

    code: str
    tally: Tally
    listed: dict[str, list[Named]]
    filled: dict[str, int] = field(default_factory=dict)

    @property
    def changed_anything(self) -> bool:
        return self.tally.changed_anything or any(self.filled.values())


def import_communique(
    actor: Actor,
    document: Document,
    aliases: Mapping[str, Sequence[str]] | None = None,
    dry_run: bool = False,
) -> Imported:
    """Stores a communiqué with its recommendations and who is listed in it, and gives every cycle
    that is not over the answers it lacks. What stands already stays, and nothing is renumbered: a
    second time changes nothing. A dry run writes the same and takes it back.

    Raises NotAllowed, UnknownNames, or FixtureError with every fault that can be told at once.
    """
    require(rules.may_import_communique(actor))
    with recorded(actor, "communiques.import_communique", document.code):
        tally = Tally()
        _free_places(document)
        for row in [*_members(document), *document.rows()]:
            tally.add(row.model, add(row, NOT_COMPARED, _remedy()))
        listed = _resolved(document, {**document.aliases, **(aliases or {})})
        for row in _listings(document, listed):
            tally.add(row.model, add(row, frozenset(), _remedy()))
        _nothing_left_out(document, listed)
        done = Imported(document.code, tally, listed)
        for cycle in _running():
            done.filled[cycle.code] = cycles.fill_missing(actor, cycle)
        transaction.set_rollback(dry_run)
    return done


def _remedy() -> str:
    return _("What was agreed is not changed by an import. Give what is new a code of its own.")


def _running() -> list[ReportingCycle]:
    today = timezone.now().date()
    return list(ReportingCycle.objects.filter(closes_on__gte=today, closed_at__isnull=True))


def _free_places(document: Document) -> None:
    """The ordinal is this communiqué's or nobody's."""
    said = document.said["communique"]
    other = Communique.objects.filter(ordinal=said["ordinal"]).exclude(code=said["code"]).first()
    if other is not None:
        problem = _("the ordinal %(ordinal)d is that of %(code)s.")
        problem %= {"ordinal": said["ordinal"], "code": other.code}
        raise FixtureError([fault("/communique/ordinal", problem, _("Correct the ordinal."))])


def _members(document: Document) -> list[Row]:
    """Members that no communiqué named before."""
    return [
        Row(
            f"/members/{n}",
            "accounts.member",
            {"kind": "regional_organization" if "-" in said["code"] else "state", **said},
        )
        for n, said in enumerate(document.said.get("members", []))
    ]


def _resolved(document: Document, aliases: Mapping[str, Sequence[str]]) -> dict[str, list[Named]]:
    names = Names()
    faults = _alias_faults(names, aliases)
    if faults:
        raise FixtureError(faults)
    found: dict[str, list[Named]] = {}
    unknown: list[Unknown] = []
    used: set[str] = set()
    for name, _role in LISTS:
        listed, not_known, through = resolve(document.said.get(name, []), names, aliases)
        found[name] = listed
        unknown += not_known
        used |= through
        faults += [_unknown(name, one) for one in not_known]
        faults += _twice(name, listed)
    if unknown:
        raise UnknownNames(unknown, faults)
    for name in sorted(set(aliases) - used):
        problem = _("no printed name is “%(name)s”.") % {"name": name}
        faults.append(fault("/aliases", problem, _("Write it as it is printed, or remove it.")))
    if faults:
        raise FixtureError(faults)
    return found


def _alias_faults(names: Names, aliases: Mapping[str, Sequence[str]]) -> list[Fault]:
    found = []
    for name, codes in aliases.items():
        for code in codes:
            if code == NOBODY or code in names.by_code:
                continue
            offers = names.offers(code) or names.offers(name)
            problem = _("“%(name)s” stands for %(code)s, which is the code of no member.")
            remedy = _("Write a code such as KEN or org-au; %(offers)s may be meant.")
            told = {"offers": ", ".join(offers) or "–"}
            found.append(fault("/aliases", problem % {"name": name, "code": code}, remedy % told))
    return found


def _unknown(name: str, one: Unknown) -> Fault:
    problem = _("“%(printed)s” is no name that is known.") % {"printed": one.as_printed}
    offers = [f'--alias "{one.as_printed}={code}"' for code in one.offers]
    if offers:
        remedy = _("If that is right, add: %(offers)s") % {"offers": _(" or ").join(offers)}
    else:
        remedy = _("Add --alias with its code, or “=-” for who is no member.")
    return fault(f"/{name}", problem, remedy)


def _twice(name: str, listed: list[Named]) -> list[Fault]:
    seen: set[str] = set()
    found = []
    for one in listed:
        if one.member is None:
            continue
        if one.member.code in seen:
            problem = _("“%(printed)s” names %(member)s a second time.")
            values = {"printed": one.as_printed, "member": one.member.name}
            remedy = _("Correct the alias, or take the name out and tell it in “note”.")
            found.append(fault(f"/{name}", problem % values, remedy))
        seen.add(one.member.code)
    return found


def _listings(document: Document, listed: Mapping[str, list[Named]]) -> list[Row]:
    rows = []
    for name, role in LISTS:
        members = [one for one in listed[name] if one.member is not None]
        for position, one in enumerate(members, 1):
            assert one.member is not None
            fields = {
                "communique": [document.code],
                "member": [one.member.code],
                "role": role.value,
                "position": position,
                "as_printed": one.as_printed,
            }
            rows.append(Row(f"/{name}/{position - 1}", "accounts.listing", fields))
    return rows


def _nothing_left_out(document: Document, listed: Mapping[str, list[Named]]) -> None:
    """What is stored of this communiqué beyond the file: then it is another content under its
    code."""
    rows = document.rows()
    stated: dict[str, set[str]] = {}
    for row in rows:
        stated.setdefault(row.model, set()).add(str(row.fields.get("code")))
    standing = {
        Section: Section.objects.filter(communique__code=document.code),
        Recommendation: Recommendation.objects.filter(communique__code=document.code),
        Element: Element.objects.filter(recommendation__communique__code=document.code),
        Call: Call.objects.filter(communique__code=document.code),
    }
    missing = [
        code
        for model, found in standing.items()
        for code in found.values_list("code", flat=True)
        if code not in stated.get(f"recommendations.{model._meta.model_name}", set())
    ]
    printed = {one.member.code for names in listed.values() for one in names if one.member}
    members = Member.objects.filter(
        pk__in=Listing.objects.filter(communique__code=document.code).values("member")
    )
    missing += [code for code in members.values_list("code", flat=True) if code not in printed]
    if missing:
        problem = _("%(code)s exists already, with more: %(missing)s.")
        told = {"code": document.code, "missing": ", ".join(missing)}
        raise FixtureError([fault("/", problem % told, _remedy())])


def counts(done: Imported) -> dict[str, int]:
    """How many rows were created, by the name of their kind."""
    return {
        model.rpartition(".")[2]: n
        for (model, outcome), n in sorted(done.tally.counts.items())
        if outcome is Outcome.CREATED
    }
