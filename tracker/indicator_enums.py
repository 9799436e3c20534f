"""Code lists of indicators and measurements. Codes are public and never change."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Level(models.TextChoices):
    """How far down the chain of results an indicator looks."""

    IMPACT = "impact", _("Impact")
    OUTCOME = "outcome", _("Outcome")
    OUTPUT = "output", _("Output")


class Nature(models.TextChoices):
    """What an indicator looks at: what is in place, what is done, what comes of it (OHCHR)."""

    STRUCTURAL = "structural", _("Structural: what is in place")
    PROCESS = "process", _("Process: what is done")
    OUTCOME = "outcome", _("Outcome: what comes of it")


class Measure(models.TextChoices):
    """In what an indicator is measured (IATI codes 1 to 5)."""

    UNIT = "unit", _("A number")
    PERCENTAGE = "percentage", _("A percentage")
    NOMINAL = "nominal", _("Kinds without order, such as yes and no")
    ORDINAL = "ordinal", _("Steps in an order")
    QUALITATIVE = "qualitative", _("A description")


NUMERIC = (Measure.UNIT, Measure.PERCENTAGE)


class Direction(models.TextChoices):
    UP = "up", _("More is better")
    DOWN = "down", _("Less is better")
    STEADY = "steady", _("It should stay as it is")


class Frequency(models.TextChoices):
    QUARTERLY = "quarterly", _("Every quarter")
    HALF_YEARLY = "half_yearly", _("Every half-year")
    YEARLY = "yearly", _("Every year")
    TWO_YEARLY = "two_yearly", _("Every two years")
    OTHER = "other", _("Otherwise")


class Dimension(models.TextChoices):
    """By what a number can be told apart."""

    SEX = "sex", _("Sex")
    AGE_BAND = "age_band", _("Age band")
    DISABILITY = "disability", _("Disability")
    DISPLACEMENT = "displacement", _("Displacement")
    ETHNIC = "ethnic", _("Indigenous or ethnic group, self-identified only")
    LOCATION_LEVEL = "location_level", _("Location level, no place")
    INSTITUTION = "institution", _("Institution or rank")


class Collected(models.TextChoices):
    """To prefer not to collect is a valid answer for every dimension."""

    COLLECTED = "collected", _("Collected")
    ON_PURPOSE = "not_collected_on_purpose", _("Not collected, on purpose")


class MeasurementStatus(models.TextChoices):
    PROVISIONAL = "provisional", _("Provisional")
    FINAL = "final", _("Final")
