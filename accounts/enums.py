"""Code lists about members and seats. Codes are public; labels are translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MemberKind(models.TextChoices):
    STATE = "state", _("State")
    REGIONAL_ORGANIZATION = "regional_organization", _("Regional organization")


class RegionalGroup(models.TextChoices):
    """The regional groups of the United Nations."""

    AFRICAN = "african", _("African States")
    ASIA_PACIFIC = "asia_pacific", _("Asia-Pacific States")
    EASTERN_EUROPEAN = "eastern_european", _("Eastern European States")
    GRULAC = "grulac", _("Latin American and Caribbean States")
    WEOG = "weog", _("Western European and other States")


class ListingRole(models.TextChoices):
    """What a communiqué says of a member it names. None of these is a signature."""

    LISTED = "listed", _("Listed")
    CO_CHAIR = "co_chair", _("Co-chair")
    HOST = "host", _("Host")


class Role(models.TextChoices):
    """What a seat may do (domain brief, section 7)."""

    FOCAL_POINT = "focal_point", _("Focal point")
    DEPUTY = "deputy", _("Deputy")
    CONTRIBUTOR = "contributor", _("Contributor")
    CLEARING_OFFICER = "clearing_officer", _("Clearing officer")
    VIEWER = "viewer", _("Viewer")
    CIVIL_SOCIETY_MONITOR = "civil_society_monitor", _("Civil-society monitor")
    REVIEWER = "reviewer", _("Reviewer")
    CO_CHAIR = "co_chair", _("Co-chair")
    ADMINISTRATOR = "administrator", _("Administrator")


# Seats of the Network itself carry no member; all others belong to exactly one.
NETWORK_ROLES = frozenset({Role.REVIEWER, Role.CO_CHAIR, Role.ADMINISTRATOR})
# Seats that answer for their member and invite its other people.
LEADING_ROLES = (Role.FOCAL_POINT, Role.DEPUTY)
# Officials of a member; a civil-society monitor is beside the member, never of it.
TEAM_ROLES = (*LEADING_ROLES, Role.CONTRIBUTOR, Role.CLEARING_OFFICER, Role.VIEWER)


class TokenScope(models.TextChoices):
    READ = "read", _("Read")
    WRITE = "write", _("Read and write")
