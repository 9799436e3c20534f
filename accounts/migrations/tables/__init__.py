"""What the first migration makes, by subject. A table stands before those that point at it: a key to
(member, id) wants that pair to be unique already."""

from . import (
    invitations,
    members,
    people,
    seats,
)

TABLES = [
    *members.TABLES,
    *people.TABLES,
    *seats.TABLES,
    *invitations.TABLES,
]
