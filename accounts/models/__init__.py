"""Members of the Network and the people who hold seats."""

from .appointment import Appointment
from .member import Listing, Member
from .second_factor_reset import SecondFactorReset
from .token import ApiToken
from .user import User

__all__ = ["ApiToken", "Appointment", "Listing", "Member", "SecondFactorReset", "User"]
