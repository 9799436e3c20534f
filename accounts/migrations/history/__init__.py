"""What the first migration makes of the history, by subject: tables of events, and the triggers that
fill them, as the history library writes them."""

from . import (
    invitations,
    members,
    people,
    seats,
)

HISTORY = [
    *members.HISTORY,
    *people.HISTORY,
    *seats.HISTORY,
    *invitations.HISTORY,
]
