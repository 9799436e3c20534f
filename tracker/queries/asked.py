"""Who is asked about what. Listings in a communiqué never decide it; addressees do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import MemberKind
from accounts.models import Member
from recommendations.enums import Addressee
from recommendations.models import Recommendation

_ADDRESSEE = {
    MemberKind.STATE.value: Addressee.MEMBER_STATE.value,
    MemberKind.REGIONAL_ORGANIZATION.value: Addressee.REGIONAL_ORGANIZATION.value,
}


def addressee_of(member_kind: str) -> str:
    """The addressee code that speaks to members of this kind."""
    return _ADDRESSEE[member_kind]


def is_asked(recommendation: Recommendation, member: Member) -> bool:
    """True where the recommendation is addressed to members of this kind. The others are
    optional: they never block a submission and enter no denominator."""
    return kind_is_asked(recommendation, member.kind)


def kind_is_asked(recommendation: Recommendation, member_kind: str) -> bool:
    """The same for all members of a kind."""
    return addressee_of(member_kind) in recommendation.addressed_to


def asked_codes(member_kind: str, among: Iterable[Recommendation] | None = None) -> frozenset[str]:
    """Codes of the recommendations that members of this kind are asked about."""
    if among is None:
        rows = Recommendation.objects.filter(addressed_to__contains=[addressee_of(member_kind)])
        return frozenset(rows.values_list("code", flat=True))
    return frozenset(r.code for r in among if addressee_of(member_kind) in r.addressed_to)


@dataclass(frozen=True)
class Question:
    """What a member is asked about a recommendation, and what that means where the recommendation
    speaks to somebody else. Optional where it does."""

    asks: str | Promise
    explains: str | Promise = ""


_ASKED = Question(_("How far has implementation come?"))
# Asked of members whom a recommendation does not speak to, by whom it does.
_OPTIONAL = {
    Addressee.NETWORK_SECRETARIAT.value: Question(
        _("Did your member contribute to the guidance, and does it use it?"),
        _("This speaks to the Network and its Secretariat. Answering is optional."),
    ),
    Addressee.THIRD_PARTIES.value: Question(
        _("Does your member do this as a mediator, host, facilitator or donor?"),
        _(
            "This speaks to third parties of a peace process. It concerns your member only in such "
            "a role; where it has none, choose “Not applicable” and say so. Answering is optional."
        ),
    ),
    Addressee.PARLIAMENT.value: Question(
        _("What did your member do so that parliaments back this?"),
        _("This speaks to parliamentarians and policymakers. Answering is optional."),
    ),
    Addressee.MEMBER_STATE.value: Question(
        _("How does your organization help its Member States with this?"),
        _("This speaks to states. Answering is optional."),
    ),
    Addressee.REGIONAL_ORGANIZATION.value: Question(
        _("How does your member support its regional organizations in this?"),
        _("This speaks to regional organizations. Answering is optional."),
    ),
    Addressee.SOCIETY_AT_LARGE.value: Question(
        _("What did your member do so that society takes this up?"),
        _("This speaks to society at large. Answering is optional."),
    ),
}


def question_of(recommendation: Recommendation, member: Member) -> Question:
    """The question that a recommendation puts to this member. Of several others it speaks to, the
    first in the order above says which."""
    if is_asked(recommendation, member):
        return _ASKED
    for addressee, question in _OPTIONAL.items():
        if addressee in recommendation.addressed_to:
            return question
    return _ASKED
