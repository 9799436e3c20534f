"""Code lists of plans and their actions. Codes are public and never change; labels are translated.
Where somebody may not know, `unknown` is a value of its own, never "no" and never none."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PlanKind(models.TextChoices):
    NAP = "nap", _("National Action Plan (NAP)")
    RAP = "rap", _("Regional action plan")
    LAP = "lap", _("Local action plan")
    STRATEGY = "strategy", _("Strategy")
    SALW = "salw", _("Plan on small arms and light weapons")
    OTHER = "other", _("Other plan")


class PlanStatus(models.TextChoices):
    IN_DEVELOPMENT = "in_development", _("In development")
    ADOPTED = "adopted", _("Adopted")
    IN_FORCE = "in_force", _("In force")
    EXPIRED_IN_RENEWAL = "expired_in_renewal", _("Expired, renewal under way")
    SUPERSEDED = "superseded", _("Superseded")


# States in which a plan was adopted and no later one has taken its place.
STANDING = (PlanStatus.ADOPTED, PlanStatus.IN_FORCE)


class Orientation(models.TextChoices):
    DOMESTIC = "domestic", _("At home")
    OUTWARD = "outward", _("Abroad")
    BOTH = "both", _("At home and abroad")
    UNKNOWN = "unknown", _("Not known")


class InstitutionType(models.TextChoices):
    FOREIGN_AFFAIRS = "foreign_affairs", _("Foreign affairs")
    GENDER = "gender", _("Gender or women’s affairs")
    DEFENCE = "defence", _("Defence")
    INTERIOR = "interior", _("Interior")
    HEAD_OF_GOVERNMENT = "head_of_government", _("Office of the head of government")
    OTHER = "other", _("Another institution")
    UNKNOWN = "unknown", _("Not known")


class CivilSocietyRole(models.TextChoices):
    NONE = "none", _("None")
    CONSULTED = "consulted", _("Consulted")
    COMMITTEE_MEMBER = "committee_member", _("Member of the committee")
    CO_CHAIR = "co_chair", _("Co-chair of the committee")
    MONITOR = "monitor", _("Monitors independently")
    UNKNOWN = "unknown", _("Not known")


class BudgetState(models.TextChoices):
    """Surveys disagree on how many plans have a budget, since each means another of these."""

    NONE = "none", _("No budget")
    STATED_TOTAL = "stated_total", _("A total is stated")
    COSTED_BY_ACTION = "costed_by_action", _("Costed action by action")
    APPROPRIATED = "appropriated", _("In an adopted budget")
    UNKNOWN = "unknown", _("Not known")


WITH_BUDGET = (
    BudgetState.STATED_TOTAL,
    BudgetState.COSTED_BY_ACTION,
    BudgetState.APPROPRIATED,
)


class LinkedPlan(models.TextChoices):
    """The families of plans and strategies that recommendation 2022-07 names, and others."""

    EMERGENCY_HUMANITARIAN = "emergency_humanitarian", _("Emergency and humanitarian response")
    DISPLACEMENT = "displacement", _("Refugees and internally displaced persons")
    CLIMATE = "climate", _("Climate change")
    YPS = "yps", _("Youth and peace and security")
    EXTREMISM = "extremism", _("Countering extremism and radicalization")
    TRAFFICKING = "trafficking", _("Trafficking in persons")
    SALW = "salw", _("Small arms and light weapons")
    EARLY_WARNING = "early_warning", _("Early warning")
    OTHER = "other", _("Others")


class EmergingIssue(models.TextChoices):
    """The issues that recommendation 2023-06 names."""

    CLIMATE = "climate", _("Climate change")
    CYBERSECURITY = "cybersecurity", _("Cybersecurity")
    TECHNOLOGY = "technology", _("Technological advancement and accessibility")
    TRAFFICKING = "trafficking", _("Trafficking in persons")
    EXTREMISM = "extremism", _("Preventing and countering violent extremism")
    HEALTH = "health", _("Pandemics and health emergencies")
    FOOD_ECONOMY = "food_economy", _("Food and economic insecurity")
    SPACE = "space", _("Space security")


class Delivery(models.TextChoices):
    """How far an action came: the four levels of the WPS-HA Compact. No status of a
    recommendation."""

    EXCEEDED = "exceeded", _("Exceeded")
    MET = "met", _("Met")
    LIMITED = "limited", _("Limited progress")
    NO_PROGRESS = "no_progress", _("No progress")
    NOT_REPORTED = "not_reported", _("Not reported")


class LocationLevel(models.TextChoices):
    """On which level an action works. Never a place."""

    NATIONAL = "national", _("National")
    PROVINCIAL = "provincial", _("Provincial")
    LOCAL = "local", _("Local")
    UNKNOWN = "unknown", _("Not known")


class Fate(models.TextChoices):
    """What the next plan made of an action."""

    UNDECIDED = "undecided", _("Not decided")
    KEPT = "kept", _("Kept")
    MERGED = "merged", _("Merged into another")
    DROPPED = "dropped", _("Dropped")


FATES_WITH_REASON = (Fate.MERGED, Fate.DROPPED)
