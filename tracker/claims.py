"""What a status claims, and whether the elements and the evidence bear it out (domain 3.1)."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from tracker.enums import SCALE, ElementState, Status


@dataclass(frozen=True)
class Claim:
    """An answer as far as its status rule looks at it.

    `elements` maps element codes to states (a missing one is not begun), `codes` lists all
    elements of the recommendation, `proven` the codes named by at least one piece of evidence,
    `has_general_evidence` tells of evidence that names no element.
    """

    status: str
    reason: str
    elements: Mapping[str, Mapping[str, Any]]
    codes: Sequence[str]
    proven: Collection[str] = ()
    has_general_evidence: bool = False
    previous: str = Status.NOT_REPORTED

    def states(self) -> dict[str, str]:
        return {
            code: self.elements.get(code, {}).get("state", ElementState.NOT_BEGUN)
            for code in self.codes
        }


def is_fall(status: str, previous: str) -> bool:
    """True where a status stands lower on the scale than the one before."""
    return status in SCALE and previous in SCALE and SCALE.index(status) < SCALE.index(previous)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Lack:
    """One thing a claim lacks: the field where it is mended (status_reason, elements, evidence)
    and a sentence that names the element and the remedy."""

    field: str
    message: str


def unmet(claim: Claim) -> list[str]:
    """What the claim still lacks, in sentences that name the element and the remedy."""
    return [lack.message for lack in lacks(claim)]


def lacks(claim: Claim) -> list[Lack]:
    """What the claim still lacks, each with the field where it is mended."""
    if claim.status in (Status.SUSPENDED, Status.NOT_APPLICABLE):
        if claim.reason.strip():
            return []
        if claim.status == Status.SUSPENDED:
            return [Lack("status_reason", _("Say why it is suspended."))]
        return [Lack("status_reason", _("Say why it does not apply."))]
    rule = _SCALE_RULES.get(claim.status)
    found = rule(claim) if rule else []
    if is_fall(claim.status, claim.previous) and not claim.reason.strip():
        message = _("The status is lower than in the last cycle. Say what happened.")
        found.append(Lack("status_reason", message))
    return found


def _not_started(claim: Claim) -> list[Lack]:
    begun = _in(claim, ElementState.BEGUN, ElementState.DONE)
    if begun:
        message = _("“Not started” means that no element is begun, but these are: %(codes)s.")
        return [Lack("elements", message % {"codes": ", ".join(begun)})]
    return []


def _in_progress(claim: Claim) -> list[Lack]:
    done = _in(claim, ElementState.DONE)
    if done:
        message = _("“In progress” means that no element is done yet, but these are: %(codes)s.")
        return [Lack("elements", message % {"codes": ", ".join(done)})]
    if not _in(claim, ElementState.BEGUN):
        return [Lack("elements", _("“In progress” needs at least one element that is begun."))]
    return []


def _partial(claim: Claim) -> list[Lack]:
    done = _in(claim, ElementState.DONE)
    if not done:
        message = _("“Partially implemented” needs at least one element that is done.")
        return [Lack("elements", message)]
    if not claim.has_general_evidence and not set(done) & set(claim.proven):
        message = _(
            "“Partially implemented” needs evidence. Add a link, a file or a document you hold."
        )
        return [Lack("evidence", message)]
    return []


def _full(claim: Claim) -> list[Lack]:
    open_ones = _in(claim, ElementState.NOT_BEGUN, ElementState.BEGUN)
    if open_ones:
        message = _("“Fully implemented” needs every applicable element done. Not done: %(codes)s.")
        return [Lack("elements", message % {"codes": ", ".join(open_ones)})]
    done = _in(claim, ElementState.DONE)
    if not done:
        return [Lack("elements", _("“Fully implemented” needs at least one element that applies."))]
    unproven = [code for code in done if code not in claim.proven]
    if unproven:
        message = _("“Fully implemented” needs evidence for each element. Without: %(codes)s.")
        return [Lack("evidence", message % {"codes": ", ".join(unproven)})]
    return []


def _in(claim: Claim, *states: str) -> list[str]:
    return [code for code, state in claim.states().items() if state in states]


_SCALE_RULES: dict[str, Callable[[Claim], list[Lack]]] = {
    Status.NOT_STARTED: _not_started,
    Status.IN_PROGRESS: _in_progress,
    Status.PARTIAL: _partial,
    Status.FULL: _full,
}


def fitting(elements: Mapping[str, Mapping[str, Any]], codes: Sequence[str]) -> str:
    """The status that the elements alone speak for. Evidence and reasons are another matter."""
    states = list(Claim("", "", elements, codes).states().values())
    applicable = [state for state in states if state != ElementState.NOT_APPLICABLE]
    if applicable and all(state == ElementState.DONE for state in applicable):
        return Status.FULL
    if ElementState.DONE in applicable:
        return Status.PARTIAL
    if ElementState.BEGUN in applicable:
        return Status.IN_PROGRESS
    return Status.NOT_STARTED if applicable else Status.NOT_APPLICABLE


def too_long(said: Mapping[str, str], most: Mapping[str, int]) -> dict[str, str]:
    """The texts that do not fit, each with what to do: what is kept while somebody types may be
    longer than an answer."""
    message = _("Shorten the text to %(most)s characters. It has %(length)s.")
    return {
        name: message % {"most": limit, "length": len(said[name])}
        for name, limit in most.items()
        if len(said[name]) > limit
    }


def foreign_element(code: object, codes: Collection[str]) -> str:
    """What is said of an element that the recommendation does not have; nothing of its own."""
    if code in codes:
        return ""
    return _("%(code)s is no element of this recommendation.") % {"code": str(code)[:40]}


def element_problems(
    elements: Any, codes: Collection[str], *, needs_reasons: bool = True
) -> list[str]:
    """What is wrong with the shape of an answer's elements: `{code: {state, reason}}`. The reason
    why one does not apply may come later where `needs_reasons` is false."""
    if not isinstance(elements, dict):
        return [_("Write the elements as an object of codes.")]
    problems = []
    for code, said in elements.items():
        if foreign := foreign_element(code, codes):
            problems.append(foreign)
        elif not isinstance(said, dict) or said.get("state") not in ElementState.values:
            problems.append(
                _("%(code)s: choose not begun, begun, done or not applicable.") % {"code": code}
            )
        elif not isinstance(said.get("reason", ""), str) or len(said.get("reason", "")) > 500:
            problems.append(
                _("%(code)s: write the reason in at most 500 characters.") % {"code": code}
            )
        elif set(said) - {"state", "reason"}:
            problems.append(
                _("%(code)s: an element has a state and a reason, nothing else.") % {"code": code}
            )
        elif (
            needs_reasons
            and said["state"] == ElementState.NOT_APPLICABLE
            and not said.get("reason", "").strip()
        ):
            problems.append(_("%(code)s: say why this element does not apply.") % {"code": code})
    return problems
