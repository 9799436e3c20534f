"""The work: what members report, with which proof and money, and who was told when."""

from .assignment import Assignment
from .budget import BudgetFigure, BudgetLine
from .civil_society import CivilSocietyView
from .cycle import ReportingCycle
from .evidence import Evidence
from .idempotency import IdempotencyRecord
from .links import AnswerReader, DocumentReader, EvidenceLink, LineReader
from .mail import Heartbeat, MailAttempt, MailHold, OutgoingMail
from .progress import ProgressEntry
from .rate import ExchangeRate
from .reminder import Notice, Reminder
from .report import Report
from .restricted_read import RestrictedRead
from .review import ReviewComment
from .snapshot import Dataset, Snapshot, SnapshotRow
from .submission import Submission

__all__ = [
    "AnswerReader",
    "Assignment",
    "BudgetFigure",
    "BudgetLine",
    "CivilSocietyView",
    "Dataset",
    "DocumentReader",
    "Evidence",
    "EvidenceLink",
    "ExchangeRate",
    "Heartbeat",
    "IdempotencyRecord",
    "LineReader",
    "MailAttempt",
    "MailHold",
    "Notice",
    "OutgoingMail",
    "ProgressEntry",
    "Reminder",
    "Report",
    "ReportingCycle",
    "RestrictedRead",
    "ReviewComment",
    "Snapshot",
    "SnapshotRow",
    "Submission",
]
