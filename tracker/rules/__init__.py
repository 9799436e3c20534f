"""Who may do what: one function per permission. Each answers Allowed or Denied with a reason.

Which rows somebody may read is the model's `visible_to(actor)`, and a row that is not visible does
not exist for its reader; `reading.may_read` says the same of one row.
"""

from .people import (
    may_change_invitation,
    may_delegate,
    may_end_seat,
    may_file_view,
    may_freeze,
    may_hand_over,
    may_invite,
    may_replace,
    may_see_team,
    may_set_reviewed,
    may_take_back,
)
from .reading import may_read
from .reports import (
    has_clearing_officer,
    is_assigned,
    may_answer,
    may_clear,
    may_comment,
    may_edit_entry,
    may_edit_evidence,
    may_edit_money,
    may_publish,
    may_release,
    may_reopen,
    may_resolve,
    may_review,
    may_send_for_clearance,
    may_share,
    may_submit,
    may_withdraw,
)
from .seats import may_work, may_write
from .system import may_manage, may_manage_people, may_open_cycle, may_read_mail, may_use_admin

__all__ = [
    "has_clearing_officer",
    "is_assigned",
    "may_answer",
    "may_change_invitation",
    "may_clear",
    "may_comment",
    "may_delegate",
    "may_edit_entry",
    "may_edit_evidence",
    "may_edit_money",
    "may_end_seat",
    "may_file_view",
    "may_freeze",
    "may_hand_over",
    "may_invite",
    "may_manage",
    "may_manage_people",
    "may_open_cycle",
    "may_publish",
    "may_read",
    "may_read_mail",
    "may_release",
    "may_reopen",
    "may_replace",
    "may_resolve",
    "may_review",
    "may_see_team",
    "may_send_for_clearance",
    "may_set_reviewed",
    "may_share",
    "may_submit",
    "may_take_back",
    "may_use_admin",
    "may_withdraw",
    "may_work",
    "may_write",
]
