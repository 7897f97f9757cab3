from re import findall

from django import forms
from django.template import Context, Template
from django.template.loader import render_to_string

from wijkwerk.foundation.kit import gallery
from wijkwerk.foundation.kit.forms import Form, TextField
from wijkwerk.foundation.kit.maps import Map


class Report(Form):
    purpose = "Wij vragen uw adres om u te antwoorden."

    kind = forms.ChoiceField(label="Wat is er?", choices=[("a", "Kapot"), ("b", "Idee")], widget=forms.RadioSelect)
    story = TextField(label="Uw verhaal", help_text="In eigen woorden.", longest=10)
    email = forms.EmailField(label="E-mailadres", required=False)
    lat = forms.FloatField(widget=forms.HiddenInput)
    lon = forms.FloatField(widget=forms.HiddenInput)


def drawn(source, **context):
    return Template("{% load kit %}" + source).render(Context(context))


def test_a_form_says_why_it_asks_and_what_is_not_needed():
    html = drawn("{{ form }}", form=Report())
    assert '<p class="ww-purpose">Wij vragen uw adres om u te antwoorden.</p>' in html
    assert html.count("(niet verplicht)") == 1
    assert "data-error-summary" not in html


def test_a_field_is_tied_to_its_label_description_and_error():
    html = drawn("{% field form.story %}", form=Report({"story": "veel te lange tekst"}))
    assert '<label class="utrecht-form-label" for="id_story">' in html
    assert 'aria-describedby="id_story_helptext id_story_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_story_helptext"' in html
    assert 'id="id_story_error"' in html
    assert "veel te lange tekst</textarea>" in html


def test_a_text_with_a_limit_can_be_counted_while_typing():
    assert 'data-counter="10"' in drawn("{% field form.story %}", form=Report())


def test_choices_are_a_group_with_a_question():
    html = drawn("{% field form.kind tiles=True %}", form=Report())
    assert '<legend class="ww-legend">Wat is er?</legend>' in html
    assert findall(r'<label class="ww-choice" for="(\w+)">', html) == ["id_kind_0", "id_kind_1"]
    assert "ww-choices--tiles" in html


def test_every_error_above_a_form_leads_to_its_field():
    form = Report({"story": ""})
    form.add_error(None, "Dit staat er al.")
    html = drawn("{% error_summary form %}", form=form)
    led_to = findall(r'href="#(\w+)"', html)
    assert led_to == ["id_kind_0", "id_story", "id_lat_place", "id_lon_place"]
    assert "Dit staat er al." in html


def test_a_whole_form_with_a_file_is_sent_as_one(rf):
    class WithPhoto(Form):
        photo = forms.FileField(label="Foto")

    html = drawn('{% form form "Versturen" cancel="/terug/" %}', form=WithPhoto(), csrf_token="teken")
    assert 'enctype="multipart/form-data"' in html
    assert 'value="teken"' in html
    assert '<a href="/terug/">Annuleren</a>' in html


def test_pointing_at_a_place_knows_its_fields():
    html = drawn("{% pick_place form.lat form.lon map %}", form=Report(), map=Map("Kies een plek"))
    assert 'data-lat="id_lat" data-lon="id_lon"' in html
    assert '<input type="hidden" name="lat" id="id_lat">' in html
    assert 'id="id_lat_place"' in html


def test_the_gallery_shows_everything(rf):
    html = render_to_string("kit/gallery.html", gallery.contents(rf.get("/")))
    assert html.count("<h1>") == 1
    assert findall(r'\sstyle="|\son\w+="|<script>|<style', html) == []
    ids = findall(r'\sid="([^"]+)"', html)
    assert sorted(ids) == sorted(set(ids))
