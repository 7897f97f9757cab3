from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from django.utils.safestring import mark_safe

from wijkwerk.foundation.kit.forms import Renderer

CHOICES = [("", "Alle"), ("a&b", 'Kapot "ding"'), ("Groep <1>", [(1, "Een"), (2, mark_safe("<b>Twee</b>"))])]
ATTRS = {"id": "id_x", "class": "groot", "required": True, "disabled": False, "data-n": 5, "title": 'a"<&>'}
DRAWN = [
    (forms.TextInput(), "a<b & 'c'"),
    (forms.TextInput(), None),
    (forms.EmailInput(), "x@example.nl"),
    (forms.NumberInput(), 1234),
    (forms.URLInput(), "https://example.nl/?a=1&b=2"),
    (forms.PasswordInput(), "geheim"),
    (forms.HiddenInput(), 0),
    (forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), date(2026, 3, 4)),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Textarea(), "twee\nregels <b>"),
    (forms.Textarea(), None),
    (forms.Select(choices=CHOICES), "a&b"),
    (forms.Select(choices=CHOICES), 2),
    (forms.SelectMultiple(choices=CHOICES), ["a&b", "1"]),
    (forms.NullBooleanSelect(), None),
]


@pytest.mark.parametrize(("widget", "value"), DRAWN)
def test_a_control_is_what_the_template_of_django_draws(widget, value):
    ours = widget.render("naam", value, attrs=ATTRS, renderer=Renderer())
    theirs = widget.render("naam", value, attrs=ATTRS, renderer=DjangoTemplates())
    assert ours == theirs.replace("\n\n", "\n")


@pytest.mark.parametrize("widget", [forms.RadioSelect(choices=CHOICES), forms.CheckboxSelectMultiple(choices=CHOICES)])
def test_one_of_a_group_is_too(widget):
    class Form(forms.Form):
        x = forms.MultipleChoiceField(choices=CHOICES, widget=widget)

    ours, theirs = (Form(renderer=renderer) for renderer in (Renderer(), DjangoTemplates()))
    assert [each.tag() for each in ours["x"]] == [each.tag() for each in theirs["x"]]
    assert str(ours["x"][0]) == str(theirs["x"][0])
