"""A field of a form on a page: what it is described by and where its error leads."""

from __future__ import annotations

from django import forms


class BoundField(forms.BoundField):
    @property
    def aria_describedby(self) -> str | None:
        """Hint, error and counter, as far as they are there."""
        described = super().aria_describedby
        if described is not None and self.counter_id:
            return f"{described} {self.counter_id}".strip()
        return described

    @property
    def counter_id(self) -> str:
        """Id of the line that counts the characters left; empty for a field that has none."""
        return f"{self.auto_id}_count" if self.most_characters else ""

    @property
    def most_characters(self) -> int | None:
        return self.field.widget.attrs.get("data-max")

    @property
    def is_optional(self) -> bool:
        """True where the page says "optional". A field needed only under a condition sets
        `needed_sometimes` on itself, and its hint says when."""
        return not self.field.required and not getattr(self.field, "needed_sometimes", False)

    @property
    def is_checkbox(self) -> bool:
        return isinstance(self.field.widget, forms.CheckboxInput)

    @property
    def target_id(self) -> str:
        """Id of the control to go to when this field is wrong: the first wrong box of several, the
        first of several options."""
        if not self.use_fieldset:
            return self.id_for_label
        wrong = getattr(self.field.widget, "wrong", ())
        return f"{self.auto_id}_{min(wrong, default=0)}"

    @property
    def echo(self) -> str:
        """What was understood, said in other words, where the field can."""
        say = getattr(self.field, "say", None)
        return say(self.value()) if say and not self.errors else ""
