"""The work: what members report, with which proof and money, and who was told when."""

from .assignment import Assignment
from .budget import BudgetFigure, BudgetLine
from .cycle import ReportingCycle
from .evidence import Evidence, EvidenceLink
from .idempotency import IdempotencyRecord
from .mail import Heartbeat, MailAttempt, MailHold, OutgoingMail
from .progress import ProgressEntry
from .reminder import Notice, Reminder
from .report import Report
from .review import ReviewComment

__all__ = [
    "Assignment",
    "BudgetFigure",
    "BudgetLine",
    "Evidence",
    "EvidenceLink",
    "Heartbeat",
    "IdempotencyRecord",
    "MailAttempt",
    "MailHold",
    "Notice",
    "OutgoingMail",
    "ProgressEntry",
    "Reminder",
    "Report",
    "ReportingCycle",
    "ReviewComment",
]
