"""Who is asked what: the question follows whom a recommendation speaks to."""

from __future__ import annotations

import pytest

from accounts.models import Member
from recommendations.models import Recommendation
from tracker.queries.asked import is_asked, question_of

pytestmark = pytest.mark.django_db


def asks(code: str, member: str) -> str:
    recommendation = Recommendation.objects.get(code=code)
    return str(question_of(recommendation, Member.objects.get(code=member)).asks)


@pytest.mark.parametrize(
    ("code", "member", "words"),
    [
        ("2022-08", "KEN", "How far has implementation come"),
        ("2022-08", "org-ecowas", "How far has implementation come"),
        ("2023-04", "KEN", "How far has implementation come"),
        ("2022-03", "org-ecowas", "How far has implementation come"),
        ("2023-01", "KEN", "contribute to the guidance"),
        ("2023-01", "org-ecowas", "contribute to the guidance"),
        ("2022-03", "KEN", "mediator, host, facilitator or donor"),
        ("2022-02", "org-ecowas", "mediator, host, facilitator or donor"),
        ("2023-04", "org-ecowas", "parliaments"),
        ("2022-05", "org-ecowas", "help its Member States"),
        ("2022-01", "org-ecowas", "help its Member States"),
    ],
)
def test_question_follows_the_addressee(code: str, member: str, words: str) -> None:
    assert words in asks(code, member)


def test_every_recommendation_has_a_question_for_every_kind_of_member() -> None:
    for recommendation in Recommendation.objects.all():
        for code in ("KEN", "org-ecowas"):
            member = Member.objects.get(code=code)
            question = question_of(recommendation, member)
            assert bool(question.explains) is not is_asked(recommendation, member)
