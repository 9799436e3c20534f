"""Code lists of the agreed texts. Codes are public and never change; labels are translated."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Pillar(models.TextChoices):
    """The four pillars of the agenda, and what runs across them (S/2010/498)."""

    PREVENTION = "prevention", _("Prevention")
    PARTICIPATION = "participation", _("Participation")
    PROTECTION = "protection", _("Protection")
    RELIEF_RECOVERY = "relief_recovery", _("Relief and recovery")
    CROSS_CUTTING = "cross_cutting", _("Cross-cutting")


class Addressee(models.TextChoices):
    """Whom a recommendation or a call speaks to. It decides who is asked to report."""

    MEMBER_STATE = "member_state", _("Member States")
    REGIONAL_ORGANIZATION = "regional_organization", _("Regional organizations")
    NETWORK_SECRETARIAT = "network_secretariat", _("The Network and its Secretariat")
    PARLIAMENT = "parliament", _("Parliament")
    THIRD_PARTIES = "third_parties", _("Third parties")
    SOCIETY_AT_LARGE = "society_at_large", _("Society at large")
    NON_MEMBER_STATE = "non_member_state", _("States outside the Network")
    NON_MEMBER_REGIONAL_ORGANIZATION = (
        "non_member_regional_organization",
        _("Regional organizations outside the Network"),
    )


class CallKind(models.TextChoices):
    """Where in the communiqué a call stands."""

    CLOSING_CALL = "closing_call", _("Closing call")
    CLOSING_COMMITMENT = "closing_commitment", _("Closing commitment")
    PREAMBULAR_COMMITMENT = "preambular_commitment", _("Preambular commitment")


class EvidenceKind(models.TextChoices):
    """What a supporting document is. It stands here because the editors suggest kinds
    for each recommendation; the evidence itself lives in the tracker."""

    LAW_REGULATION = "law_regulation", _("Law or regulation")
    POLICY_PLAN = "policy_plan", _("Policy or plan")
    APPOINTMENT_MANDATE = "appointment_mandate", _("Appointment or mandate")
    BUDGET_DOCUMENT = "budget_document", _("Budget document")
    EXPENDITURE_REPORT = "expenditure_report", _("Expenditure report")
    PROGRESS_REPORT = "progress_report", _("Progress report")
    PARLIAMENTARY_RECORD = "parliamentary_record", _("Parliamentary record")
    MEETING_RECORD = "meeting_record", _("Meeting record")
    TRAINING_RECORD = "training_record", _("Training record")
    STATISTICS_DATASET = "statistics_dataset", _("Statistics or dataset")
    EVALUATION_AUDIT = "evaluation_audit", _("Evaluation or audit")
    CSO_REPORT = "cso_report", _("Civil-society report")
    AGREEMENT_MOU = "agreement_mou", _("Agreement or memorandum of understanding")
    TREATY_BODY_DOCUMENT = "treaty_body_document", _("Treaty-body document")
    PUBLICATION_GUIDANCE = "publication_guidance", _("Publication or guidance")
    PUBLIC_COMMUNICATION = "public_communication", _("Public communication")
    OTHER = "other", _("Other")
