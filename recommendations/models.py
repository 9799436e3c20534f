"""What was agreed. These texts belong to the Network: they are loaded, shown and never edited
by members. Nothing here knows a member or a user."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from .enums import Addressee, CallKind, EvidenceKind, Pillar
from .passages import Passage, lead_in, paragraphs


class ByCode(models.Manager):
    """Looks a row up by its public code, so that fixtures carry no database numbers."""

    def get_by_natural_key(self, code: str) -> models.Model:
        return self.get(code=code)


class Coded(models.Model):
    """A row with a public, permanent code."""

    code = models.CharField(max_length=40, unique=True)

    objects = ByCode()

    class Meta:
        abstract = True

    def natural_key(self) -> tuple[str]:
        return (self.code,)

    def __str__(self) -> str:
        return self.code


class Theme(Coded):
    """A subject that recommendations are tagged with, by the editors (17 in the code list)."""

    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField()
    is_flag = models.BooleanField(
        default=False, help_text="One of the eight themes by which readers filter."
    )

    class Meta:
        ordering = ["position"]


class Communique(Coded):
    """A capital-level meeting of the Network and the joint communiqué it adopted.

    `title`, `date_line`, `preamble` and `closing` are verbatim, paragraphs separated by a blank
    line; `title_clean` repairs the spelling of the heading only. `country` is the alpha-3 code of
    the place. Co-chairs and hosts are `accounts.Listing` rows, so that the texts need no member.
    """

    ordinal = models.PositiveSmallIntegerField(unique=True)
    ordinal_label = models.CharField(max_length=8)
    title = models.CharField(max_length=200)
    title_clean = models.CharField(max_length=200)
    starts_on = models.DateField()
    ends_on = models.DateField()
    date_line = models.CharField(max_length=120)
    city = models.CharField(max_length=80)
    country = models.CharField(max_length=3)
    theme = models.CharField(max_length=200)
    lead_in = models.TextField(blank=True)
    preamble = models.TextField()
    closing = models.TextField()
    secretariat = models.CharField(max_length=80)
    also_present = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    instruments_cited = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    source_url = models.URLField(blank=True)

    class Meta:
        ordering = ["ordinal"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="communique_ends_after_it_starts"
            )
        ]

    @property
    def year(self) -> int:
        return self.starts_on.year

    @property
    def opening(self) -> list[Passage]:
        """What stands before the sections."""
        preamble = paragraphs(self.code, "preamble", self.preamble)
        return [*preamble, *lead_in(self.code, self.lead_in)]

    @property
    def ending(self) -> list[Passage]:
        """What stands after them."""
        return paragraphs(self.code, "closing", self.closing)

    def passages(self) -> list[Passage]:
        """All of it in its order, the calls at the end: they repeat words of the opening and the
        closing. Elements stand behind their recommendation."""
        found = [Passage(self.code, "title", self.title), *self.opening]
        for section in self.sections.all():
            found += section.passages()
        calls = [Passage(call.code, "call", call.text) for call in self.calls.all()]
        return [*found, *self.ending, *calls]


class Section(Coded):
    """A headed part of a communiqué, with the lead-in under which its recommendations stand."""

    communique = models.ForeignKey(Communique, models.PROTECT, related_name="sections")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    short_title = models.CharField(max_length=60, help_text="Editorial, for narrow tables.")
    lead_in = models.TextField(blank=True)

    class Meta:
        ordering = ["communique__ordinal", "position"]
        constraints = [
            models.UniqueConstraint(fields=["communique", "position"], name="section_position_once")
        ]

    @property
    def opening(self) -> list[Passage]:
        """What stands before its recommendations."""
        return lead_in(self.code, self.lead_in)

    def passages(self) -> list[Passage]:
        """Its heading and all that stands under it."""
        found = [Passage(self.code, "section", self.title), *self.opening]
        for row in self.recommendations.all():
            found.append(Passage(row.code, "recommendation", row.text, row.code))
            found += [Passage(e.code, "element", e.text, row.code) for e in row.elements.all()]
        return found


class Recommendation(Coded):
    """One agreed recommendation.

    `text` is verbatim and sacred; `text_clean` repairs extraction marks only and is what search
    reads. `working_title` and `short_title` are ours, not agreed text. `continuing` means that
    "fully implemented" must be confirmed again each cycle. Where `number_is_editorial`, the
    communiqué prints no number: show "section n, bullet m".
    """

    communique = models.ForeignKey(Communique, models.PROTECT, related_name="recommendations")
    section = models.ForeignKey(Section, models.PROTECT, related_name="recommendations")
    position = models.PositiveSmallIntegerField(help_text="Within the communiqué, from 1.")
    position_in_section = models.PositiveSmallIntegerField()
    printed_number = models.PositiveSmallIntegerField(null=True, blank=True)
    number_is_editorial = models.BooleanField()
    text = models.TextField()
    text_clean = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    source_line = models.PositiveIntegerField(help_text="Line in fixtures/source/communiques.txt.")
    working_title = models.CharField(max_length=160)
    short_title = models.CharField(max_length=40)
    themes = models.ManyToManyField(Theme, related_name="recommendations", blank=True)
    themes_secondary = models.ManyToManyField(
        Theme, related_name="secondary_recommendations", blank=True
    )
    pillars = ArrayField(models.CharField(max_length=20, choices=Pillar.choices))
    addressed_to = ArrayField(models.CharField(max_length=40, choices=Addressee.choices))
    suggested_evidence_kinds = ArrayField(
        models.CharField(max_length=40, choices=EvidenceKind.choices), default=list, blank=True
    )
    continuing = models.BooleanField(default=True)
    editor_note = models.TextField(blank=True)
    related = models.ManyToManyField("self", through="RelatedPair", symmetrical=False, blank=True)

    class Meta:
        ordering = ["communique__ordinal", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["communique", "position"], name="recommendation_position_once"
            ),
            models.UniqueConstraint(
                fields=["section", "position_in_section"],
                name="recommendation_position_in_section_once",
            ),
            models.CheckConstraint(
                condition=Q(number_is_editorial=True, printed_number__isnull=True)
                | Q(number_is_editorial=False, printed_number__isnull=False),
                name="recommendation_printed_number_unless_editorial",
            ),
        ]


class RelatedPairManager(models.Manager["RelatedPair"]):
    def get_by_natural_key(self, earlier: str, later: str) -> RelatedPair:
        return self.get(earlier__code=earlier, later__code=later)


class RelatedPair(models.Model):
    """An editor's remark that a later recommendation continues an earlier one."""

    earlier = models.ForeignKey(Recommendation, models.CASCADE, related_name="continued_by")
    later = models.ForeignKey(Recommendation, models.CASCADE, related_name="continues")
    reason = models.CharField(max_length=200)

    objects = RelatedPairManager()

    class Meta:
        ordering = ["earlier__code", "later__code"]
        constraints = [
            models.UniqueConstraint(fields=["earlier", "later"], name="related_pair_once"),
            models.CheckConstraint(
                condition=~Q(earlier=F("later")), name="related_pair_of_two_recommendations"
            ),
        ]

    def natural_key(self) -> tuple[str, str]:
        return (self.earlier.code, self.later.code)

    natural_key.dependencies = ["recommendations.recommendation"]  # type: ignore[attr-defined]

    def __str__(self) -> str:
        return f"{self.earlier_id} → {self.later_id}"


class Element(Coded):
    """An item of the editorial checklist drawn from a recommendation. Not Network text."""

    recommendation = models.ForeignKey(Recommendation, models.PROTECT, related_name="elements")
    position = models.PositiveSmallIntegerField()
    text = models.CharField(max_length=300)

    class Meta:
        ordering = ["recommendation__code", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["recommendation", "position"], name="element_position_once"
            )
        ]


class BackgroundNote(Coded):
    """One of the three notices that stand after the communiqués in the source: background to what
    was agreed, and no recommendation. `title` and `text` are verbatim, paragraphs separated by a
    blank line; `lesson` is ours: what this tracker took from it."""

    position = models.PositiveSmallIntegerField(unique=True)
    title = models.CharField(max_length=200)
    text = models.TextField()
    source_line = models.PositiveIntegerField(help_text="Line of the title in the source.")
    lesson = models.TextField(help_text="Editorial.")

    class Meta:
        ordering = ["position"]

    @property
    def paragraphs(self) -> list[str]:
        return self.text.split("\n\n")


class Call(Coded):
    """A closing or preambular item without a form of its own: its answer is derived from plans
    and from joining the Network. `tracks_as` says from what."""

    communique = models.ForeignKey(Communique, models.PROTECT, related_name="calls")
    kind = models.CharField(max_length=30, choices=CallKind.choices)
    text = models.TextField()
    text_clean = models.TextField()
    text_sha256 = models.CharField(max_length=64)
    source_line = models.PositiveIntegerField()
    working_title = models.CharField(max_length=160)
    addressed_to = ArrayField(models.CharField(max_length=40, choices=Addressee.choices))
    tracks_as = models.TextField(blank=True)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["communique__ordinal", "code"]
