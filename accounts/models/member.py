from __future__ import annotations

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from accounts.enums import ListingRole, MemberKind, RegionalGroup


class MemberManager(models.Manager["Member"]):
    def get_by_natural_key(self, code: str) -> Member:
        return self.get(code=code)


# All but freezing comes from the fixtures.
@pghistory.track(
    pghistory.UpdateEvent(),
    fields=["frozen_at", "frozen_reason"],
    model_name="MemberEvent",
    obj_field=pghistory.ObjForeignKey(related_name="events"),
)
class Member(models.Model):
    """A UN member state or regional organization in the Network: the tenant that owns reports.

    `code` is ISO 3166-1 alpha-3 for a state and `org-…` for an organization (AU is both the
    African Union and Australia's alpha-2 code, so alpha-2 is never a key). `names` holds the
    display name by language code (CLDR for states); `weekend` holds ISO weekdays, Monday = 1.
    Named in a communiqué does not mean member of the Network since then: `joined_on` stays empty
    until somebody knows it.
    """

    code = models.CharField(max_length=12, unique=True)
    kind = models.CharField(max_length=30, choices=MemberKind.choices)
    name = models.CharField(max_length=120, help_text="English display name.")
    names = models.JSONField(default=dict, help_text="Display name by language code.")
    un_name = models.CharField(max_length=160, blank=True)
    acronym = models.CharField(max_length=20, blank=True)
    iso_alpha2 = models.CharField(max_length=2, blank=True)
    m49 = models.CharField(max_length=3, blank=True)
    regional_group = models.CharField(max_length=20, choices=RegionalGroup.choices, blank=True)
    time_zone = models.CharField(max_length=64)
    weekend = ArrayField(models.PositiveSmallIntegerField(), size=3)
    currency = models.CharField(max_length=3)
    joined_on = models.DateField(null=True, blank=True)
    frozen_at = models.DateTimeField(null=True, blank=True)
    frozen_reason = models.TextField(blank=True)

    objects = MemberManager()

    class Meta:
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind=MemberKind.STATE, code__regex=r"^[A-Z]{3}$")
                | Q(kind=MemberKind.REGIONAL_ORGANIZATION, code__regex=r"^org-[a-z]+$"),
                name="member_code_fits_its_kind",
            ),
            models.CheckConstraint(
                condition=Q(kind=MemberKind.STATE) ^ Q(regional_group=""),
                name="member_regional_group_for_states_only",
            ),
            models.CheckConstraint(
                condition=Q(frozen_at__isnull=True) | ~Q(frozen_reason=""),
                name="member_frozen_with_a_reason",
            ),
        ]

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The member's name in the reader's language, in English where there is none."""
        return self.names.get(get_language() or "en") or self.name

    @property
    def is_state(self) -> bool:
        return self.kind == MemberKind.STATE


class ListingManager(models.Manager["Listing"]):
    def get_by_natural_key(self, communique: str, role: str, member: str) -> Listing:
        return self.get(communique__code=communique, role=role, member__code=member)


class Listing(models.Model):
    """A member named in a communiqué, as listed, co-chair or host.

    Listed means named as represented at that meeting: it is not Network membership, nobody signs
    these texts, and a listing never decides who is asked to report. `as_printed` keeps the words
    of the text, defects included.
    """

    communique = models.ForeignKey(
        "recommendations.Communique", models.PROTECT, related_name="listings"
    )
    member = models.ForeignKey(Member, models.PROTECT, related_name="listings")
    role = models.CharField(max_length=12, choices=ListingRole.choices)
    position = models.PositiveSmallIntegerField()
    as_printed = models.CharField(max_length=200)

    objects = ListingManager()

    class Meta:
        ordering = ["communique__ordinal", "role", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["communique", "role", "member"], name="listing_names_a_member_once"
            ),
            models.UniqueConstraint(
                fields=["communique", "role", "position"], name="listing_position_once"
            ),
        ]

    def natural_key(self) -> tuple[str, str, str]:
        return (self.communique.code, self.role, self.member.code)

    natural_key.dependencies = ["recommendations.communique", "accounts.member"]  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return self.as_printed
