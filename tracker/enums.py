"""Code lists of the work. Codes are public and never change; labels are translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Edition(models.TextChoices):
    """The member's own working row, or the frozen copy that was published."""

    WORKING = "working", _("Working")
    PUBLISHED = "published", _("Published")


class CycleState(models.TextChoices):
    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")


class ReportState(models.TextChoices):
    """Where a report stands on its way from the member to the public."""

    DRAFT = "draft", _("Draft")
    CLEARANCE = "clearance", _("Sent for clearance")
    SUBMITTED = "submitted", _("Submitted")
    RETURNED = "returned", _("Returned with comments")
    ACCEPTED = "accepted", _("Accepted")
    PUBLISHED = "published", _("Published")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Status(models.TextChoices):
    """How far implementation has come, in the member's own assessment (domain brief, 3.1)."""

    NOT_REPORTED = "not_reported", _("No report")
    NOT_STARTED = "not_started", _("Not started")
    IN_PROGRESS = "in_progress", _("In progress")
    PARTIAL = "partial", _("Partially implemented")
    FULL = "full", _("Fully implemented")
    SUSPENDED = "suspended", _("Suspended")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


# The scale, low to high. Suspended and not applicable stand beside it.
SCALE = (Status.NOT_STARTED, Status.IN_PROGRESS, Status.PARTIAL, Status.FULL)
STATUSES_WITH_REASON = (Status.SUSPENDED, Status.NOT_APPLICABLE)


class ElementState(models.TextChoices):
    NOT_BEGUN = "not_begun", _("Not begun")
    BEGUN = "begun", _("Begun")
    DONE = "done", _("Done")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class Confidentiality(models.TextChoices):
    """Who may read a row, widest first. `member` is the default: fail closed."""

    PUBLIC = "public", _("Everyone")
    NETWORK = "network", _("The Network")
    MEMBER = "member", _("The member and its reviewers")
    RESTRICTED = "restricted", _("Named people only")


def stricter(*classes: str) -> str:
    """The narrowest of several confidentiality classes."""
    return max(classes, key=Confidentiality.values.index)


class Concurrence(models.TextChoices):
    """How civil society sees what a member says of itself: a voice beside the member's status."""

    CONCURS = "concurs", _("Concurs")
    IN_PART = "concurs_in_part", _("Concurs in part")
    DIFFERS = "differs", _("Differs")
    NO_VIEW = "no_view", _("No view")


class Audience(models.TextChoices):
    """Whom the author of a civil-society view chose to show it to, narrowest first."""

    SECRETARIAT = "secretariat", _("The secretariat only")
    MEMBER = "member", _("The secretariat and the member’s present officials")
    NETWORK = "network", _("The Network")
    PUBLIC = "public", _("Everyone")


class EvidenceForm(models.TextChoices):
    LINK = "link", _("Link")
    FILE = "file", _("File")
    HELD = "held", _("Held by the ministry, available on request")


class EvidenceCheck(models.TextChoices):
    SUFFICIENT = "sufficient", _("Sufficient")
    PARTLY = "partly", _("Partly sufficient")
    INSUFFICIENT = "insufficient", _("Insufficient")
    NOT_CHECKED = "not_checked", _("Not checked")


class PersonalData(models.TextChoices):
    """Whether a document speaks of persons who could be found by it, as its sender says."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    NOT_SURE = "not_sure", _("Not sure")


class BudgetStage(models.TextChoices):
    """From a costed need to money used. Stages are never added to each other."""

    ESTIMATED = "estimated", _("Estimated")
    PLEDGED = "pledged", _("Pledged")
    ALLOCATED = "allocated", _("Allocated")
    COMMITTED = "committed", _("Committed")
    DISBURSED = "disbursed", _("Disbursed")
    SPENT = "spent", _("Spent")


class DataState(models.TextChoices):
    """What is known of a figure. Unknown is not zero."""

    REPORTED = "reported", _("Reported")
    NOT_AVAILABLE = "not_available", _("Not available")
    NOT_DISCLOSED = "not_disclosed", _("Not disclosed")
    NOT_APPLICABLE = "not_applicable", _("Not applicable")


class FigureQuality(models.TextChoices):
    OFFICIAL = "official", _("Official")
    PROVISIONAL = "provisional", _("Provisional")
    ESTIMATE = "estimate", _("Estimate")


class FundingSource(models.TextChoices):
    NATIONAL = "national", _("National budget")
    BILATERAL = "bilateral", _("Bilateral partner")
    MULTILATERAL = "multilateral", _("Multilateral organization")
    POOLED_FUND = "pooled_fund", _("Pooled fund")
    PRIVATE = "private", _("Private sector")
    CSO_OWN = "cso_own", _("Civil society’s own means")


class CommitmentOrigin(models.TextChoices):
    DONOR_CONFERENCE = "donor_conference", _("Donor conference")
    PEACE_AGREEMENT = "peace_agreement", _("Peace agreement")
    POST_CONFLICT_FRAMEWORK = "post_conflict_framework", _("Post-conflict framework")
    NATIONAL_BUDGET = "national_budget", _("National budget")
    OTHER = "other", _("Other")


class RecipientKind(models.TextChoices):
    MINISTRY = "ministry", _("Ministry")
    LOCAL_AUTHORITY = "local_authority", _("Local authority")
    CSO = "cso", _("Civil-society organization")
    WLO = "wlo", _("Women-led organization")
    INTERNATIONAL_ORGANIZATION = "international_organization", _("International organization")


class GenderMarker(models.TextChoices):
    """The OECD DAC gender equality policy marker. 2 is not "better" than 1."""

    NOT_TARGETED = "0", _("0, not targeted")
    SIGNIFICANT = "1", _("1, significant objective")
    PRINCIPAL = "2", _("2, principal objective")
    NOT_SCREENED = "not_screened", _("Not screened")


class ReminderState(models.TextChoices):
    PENDING = "pending", _("Pending")
    MAILED = "mailed", _("In a mail")
    SENT = "sent", _("Sent")
    TOLD = "told", _("In the inbox alone")
    CANCELLED = "cancelled", _("Cancelled")


class MailState(models.TextChoices):
    PENDING = "pending", _("Pending")
    SENDING = "sending", _("Sending")
    HANDED_OVER = "handed_over", _("Handed over")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Failed")
    CANCELLED = "cancelled", _("Cancelled")
    AMBIGUOUS = "ambiguous", _("Ambiguous")


class MailKind(models.TextChoices):
    """One kind of mail, one switch for its reader. Security mails have no switch."""

    DIGEST = "digest", _("Reminders and news of your work")
    RECEIPT = "receipt", _("Receipt of a submission")
    SECURITY = "security", _("Security of your account")


class Topic(models.TextChoices):
    """What a line of a digest is about: one switch each for its reader."""

    DEADLINES = "deadlines", _("Deadlines of reports, plans and figures")
    DECISIONS = "decisions", _("Returned, accepted and published reports")
    COMMENTS = "comments", _("Comments and answers")
    REQUESTS = "requests", _("Requests to contributors")
    NEWS = "news", _("News of the Network")


class MailFrequency(models.TextChoices):
    """How a person wants the mails of a topic. The inbox tells everything in any case."""

    NOW = "now", _("As it happens")
    WEEKLY = "weekly", _("Once a week")
    OFF = "off", _("No mail")
