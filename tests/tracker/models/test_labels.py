"""What `get_…_display` says of the rows of members."""

from __future__ import annotations

import pytest
from django.apps import apps
from django.db import models

from accounts.owned import MemberOwned

OWNED = [model for model in apps.get_models() if issubclass(model, MemberOwned)]
LABELLED = [
    pytest.param(model, field, id=f"{model.__name__}.{field.name}")
    for model in OWNED
    for field in model._meta.concrete_fields
    if field.choices
]


@pytest.mark.parametrize(("model", "field"), LABELLED)
def test_label_is_the_one_that_django_says_also_for_a_value_without_one(
    model: type[MemberOwned], field: models.Field
) -> None:
    for value in [*dict(field.flatchoices), "", "no such value", None]:
        row = model(**{field.attname: value})
        said = getattr(row, f"get_{field.name}_display")()
        assert said == models.Model._get_FIELD_display(row, field)
        assert said is None or type(said) is str
