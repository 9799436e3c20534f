"""What every form of the tracker looks like to a screen reader and to a keyboard."""

from __future__ import annotations

import re

from django import forms
from django.forms import formset_factory
from django.template import Context, Template

from tracker.forms.fields import DateField
from tracker.forms.summary import summarise
from tracker.forms.widgets import Options


class Seat(forms.Form):
    name = forms.CharField(label="Name", help_text="As on the letter <signed>.")
    title = forms.CharField(label="Title", required=False)
    since = DateField(label="Since")
    role = forms.ChoiceField(
        label="Role",
        choices=[("fp", "Focal point"), ("vi", "Viewer")],
        widget=Options(hints={"vi": "Reads only."}),
    )
    topics = forms.MultipleChoiceField(
        label="Topics", choices=[("a", "Arms")], widget=forms.CheckboxSelectMultiple
    )
    agreed = forms.BooleanField(label="I agree", help_text="To all of it.")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> None:
        raise forms.ValidationError("The seat is taken.")


def drawn(template: str, **context: object) -> str:
    return Template("{% load tracker %}" + template).render(Context(context))


def test_field_is_drawn_label_hint_error_control_in_this_order() -> None:
    html = Seat({})["name"].as_field_group()
    order = [
        html.index(part)
        for part in (
            '<label for="id_name">',
            'id="id_name_helptext"',
            'id="id_name_error"',
            "<input",
        )
    ]
    assert order == sorted(order)
    assert 'aria-describedby="id_name_helptext id_name_error"' in html
    assert 'aria-invalid="true"' in html


def test_text_of_a_hint_and_of_an_error_is_no_markup() -> None:
    class Shouting(forms.Form):
        name = forms.CharField(help_text="<b>hint</b>")

        def clean_name(self) -> None:
            raise forms.ValidationError("<script>error</script>")

    form = Shouting({"name": "<i>typed</i>"})
    html = drawn("{% error_summary form %}{{ form }}", form=form)
    assert "&lt;b&gt;hint" in html
    assert html.count("&lt;script&gt;error") == 2
    assert "&lt;i&gt;typed" in html
    assert not re.search("<script|<b>|<i>", html)


def test_field_in_order_has_neither_error_nor_mark() -> None:
    html = Seat({"name": "Amina"})["name"].as_field_group()
    assert "aria-invalid" not in html
    assert "has-err" not in html
    assert 'aria-describedby="id_name_helptext"' in html


def test_field_that_may_stay_empty_says_so_and_others_do_not() -> None:
    form = Seat()
    form.fields["name"].required = False
    form.fields["name"].needed_sometimes = True  # type: ignore[attr-defined]
    assert "(optional)" in form["title"].as_field_group()
    assert "(optional)" not in form["name"].as_field_group()
    assert "(optional)" not in form["since"].as_field_group()


def test_choices_stand_in_a_fieldset_with_a_legend_and_describe_themselves() -> None:
    html = Seat({})["role"].as_field_group()
    assert '<fieldset aria-describedby="id_role_error">' in html
    assert re.search(r"<legend[^>]*>\s*Role", html)
    first, second = re.findall(r"<input[^>]*>", html)
    assert 'aria-describedby="id_role_error"' in first
    assert 'aria-describedby="id_role_1_hint id_role_error"' in second
    assert 'id="id_role_1_hint"' in html
    assert "aria-invalid" not in first


def test_choice_made_is_kept() -> None:
    first, second = re.findall(r"<input[^>]*>", Seat({"role": "vi"})["role"].as_field_group())
    assert "checked" not in first
    assert "checked" in second


def test_cards_hold_every_choice() -> None:
    class Pick(forms.Form):
        one = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=Options(as_cards=True))

    html = Pick()["one"].as_field_group()
    assert html.count('class="pick"') == 2
    assert html.count('class="cards two"') == 1


def test_tick_box_stands_before_its_label_and_is_described() -> None:
    html = Seat({})["agreed"].as_field_group()
    assert html.index("<input") < html.index('<label for="id_agreed">')
    assert 'aria-describedby="id_agreed_helptext id_agreed_error"' in html


def test_every_link_of_the_summary_lands_on_a_control_described_by_the_same_words() -> None:
    form = Seat({"since_day": "4"})
    html = drawn("{% error_summary form %}{{ form }}", form=form)
    problems = [p for p in summarise(form) if p.target]
    assert {p.target for p in problems} == {
        "id_name",
        "id_since_1",
        "id_role_0",
        "id_topics_0",
        "id_agreed",
    }
    for problem in problems:
        control = next(
            c for c in re.findall(r"<input[^>]*>", html) if f'id="{problem.target}"' in c
        )
        described = re.search('aria-describedby="([^"]*)"', control)
        assert described
        error = next(i for i in described[1].split() if i.endswith("_error"))
        said = re.search(rf'id="{error}">(.*?)</span>', html, re.DOTALL)
        assert said
        assert said[1].strip() == problem.text
        assert f'<a href="#{problem.target}">' in html


def test_summary_counts_and_takes_the_focus() -> None:
    html = drawn("{% error_summary form %}", form=Seat({}))
    assert re.search(r"<h2[^>]*>\s*7 things to correct", html)
    assert 'role="alert"' in html
    assert 'tabindex="-1"' in html
    assert "The seat is taken." in html


def test_form_without_errors_has_no_summary() -> None:
    assert drawn("{% error_summary form %}", form=Seat()).strip() == ""
    assert "role=" not in drawn("{{ form }}", form=Seat())


def test_form_says_its_errors_once_wherever_the_summary_stands() -> None:
    alone = drawn("{{ form }}", form=Seat({}))
    above = drawn("{% error_summary form %}{{ form }}", form=Seat({}))
    assert alone.count("The seat is taken.") == 1
    assert above.count("The seat is taken.") == 1


def test_summary_takes_several_forms_and_formsets() -> None:
    rows = formset_factory(Seat)(
        {"form-TOTAL_FORMS": "2", "form-INITIAL_FORMS": "2", "form-0-name": "A"}
    )
    problems = summarise(Seat({}, prefix="own"), rows, None)
    assert {"id_own-name", "id_form-1-name"} <= {p.target for p in problems}
    assert "id_form-0-name" not in {p.target for p in problems}


def test_problem_of_a_hidden_field_is_said_without_a_link() -> None:
    problems = [p for p in summarise(Seat({})) if not p.target]
    assert [p.text for p in problems] == ["The seat is taken.", "This field is required."]
