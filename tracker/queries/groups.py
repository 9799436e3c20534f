"""The groups that readers sort members into: the five regional groups of the United Nations, and
the regional organizations, which belong to none."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import RegionalGroup
from accounts.models import Member

ORGANIZATIONS = "organizations"
GROUPS: dict[str, str | Promise] = {
    **dict(RegionalGroup.choices),
    ORGANIZATIONS: _("Regional organizations"),
}


def group_of(member: Member) -> str:
    """The code of the group a member is listed in."""
    return member.regional_group or ORGANIZATIONS


def in_group(members: Iterable[Member], group: str) -> list[Member]:
    """The members of one group, in the order they come."""
    return [member for member in members if group_of(member) == group]
