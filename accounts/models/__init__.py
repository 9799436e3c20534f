"""Members of the Network and the people who hold seats."""

from .appointment import Appointment, AssignedMember
from .handover import HandOver
from .invitation import Invitation
from .member import Listing, Member
from .second_factor_reset import SecondFactorReset
from .token import ApiToken
from .user import User

__all__ = [
    "ApiToken",
    "Appointment",
    "AssignedMember",
    "HandOver",
    "Invitation",
    "Listing",
    "Member",
    "SecondFactorReset",
    "User",
]
