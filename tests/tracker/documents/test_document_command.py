from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command

from tests import factories

pytestmark = pytest.mark.django_db


def test_command_writes_the_document_alone_to_standard_output(capsysbinary):
    report = factories.make_report()
    factories.answer(report)
    factories.published(report)
    call_command("document", "country_report", cycle="2026", member="KEN", format="docx")
    made = capsysbinary.readouterr()
    assert made.out.startswith(b"PK")
    assert b"100 %" in made.err


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"cycle": "1999"}, "no such cycle"),
        ({"cycle": "2026", "member": "XYZ"}, "no such cycle or member"),
        ({"cycle": "2026", "member": "KEN"}, "has no published report"),
        ({"cycle": "2026", "member": "KEN", "language": "ru"}, "not yet written"),
        ({"cycle": "2026", "member": "KEN", "reader": "nobody@x.example"}, "Nobody here"),
    ],
)
def test_command_says_why_nothing_was_made(asked, said, capsysbinary):
    factories.make_report()
    with pytest.raises(CommandError, match=said):
        call_command("document", "country_report", **asked)
    assert capsysbinary.readouterr().out == b""
