"""The work: what members report, with which proof and money, and who was told when."""

from .action import Action
from .assignment import Assignment
from .budget import BudgetFigure, BudgetLine
from .civil_society import CivilSocietyView
from .cycle import ReportingCycle
from .evidence import Evidence
from .export_job import ExportJob
from .idempotency import IdempotencyRecord
from .indicator import Indicator, IndicatorFramework, Measurement
from .links import (
    ActionServes,
    AnswerReader,
    DocumentReader,
    EvidenceLink,
    IndicatorReader,
    LineReader,
    PlanReader,
)
from .mail import Heartbeat, MailAttempt, MailHold, MailOrder, OutgoingMail
from .mail_preference import CalendarFeed, MailPause, MailPreference
from .plan import Plan
from .progress import ProgressEntry
from .rate import ExchangeRate
from .reminder import Notice, Reminder, ReminderRule
from .report import Report
from .restricted_read import RestrictedRead
from .review import ReviewComment
from .snapshot import Dataset, Snapshot, SnapshotRow
from .submission import Submission

__all__ = [
    "Action",
    "ActionServes",
    "AnswerReader",
    "Assignment",
    "BudgetFigure",
    "BudgetLine",
    "CalendarFeed",
    "CivilSocietyView",
    "Dataset",
    "DocumentReader",
    "Evidence",
    "EvidenceLink",
    "ExchangeRate",
    "ExportJob",
    "Heartbeat",
    "IdempotencyRecord",
    "Indicator",
    "IndicatorFramework",
    "IndicatorReader",
    "LineReader",
    "MailAttempt",
    "MailHold",
    "MailOrder",
    "MailPause",
    "MailPreference",
    "Measurement",
    "Notice",
    "OutgoingMail",
    "Plan",
    "PlanReader",
    "ProgressEntry",
    "Reminder",
    "ReminderRule",
    "Report",
    "ReportingCycle",
    "RestrictedRead",
    "ReviewComment",
    "Snapshot",
    "SnapshotRow",
    "Submission",
]
