"""Who is asked about what. Listings in a communiqué never decide it; addressees do."""

from __future__ import annotations

from collections.abc import Iterable

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
    return addressee_of(member.kind) in recommendation.addressed_to


def asked_codes(member_kind: str, among: Iterable[Recommendation] | None = None) -> frozenset[str]:
    """Codes of the recommendations that members of this kind are asked about."""
    if among is None:
        rows = Recommendation.objects.filter(addressed_to__contains=[addressee_of(member_kind)])
        return frozenset(rows.values_list("code", flat=True))
    return frozenset(r.code for r in among if addressee_of(member_kind) in r.addressed_to)
