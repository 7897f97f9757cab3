from datetime import UTC, date, datetime
from html import unescape
from re import sub

import pytest
from django.http import HttpResponse
from django.template import Context, Template, TemplateSyntaxError
from django.utils.html import conditional_escape
from django.utils.safestring import mark_safe

from wijkwerk.foundation.kit import clock, components
from wijkwerk.foundation.kit.components import Bar, Moment, Step, Tab


def drawn(source, **context):
    return Template("{% load kit %}" + source).render(Context(context))


def words(html):
    """What a reader sees: the text without the tags, on one line."""
    return " ".join(unescape(sub(r"<[^>]*>", " ", html)).split())


def test_a_badge_says_its_state_in_words_and_escapes_them():
    assert components.badge("<b>Nieuw</b>", "info") == (
        '<span class="utrecht-status-badge utrecht-status-badge--neutral">&lt;b&gt;Nieuw&lt;/b&gt;</span>'
    )


def test_a_badge_of_an_unknown_tone_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        components.badge("Nieuw", "purple")


def test_an_icon_is_hidden_from_a_screen_reader_unless_it_has_a_label():
    assert 'aria-hidden="true"' in components.icon("pin")
    assert 'role="img" aria-label="Plek"' in components.icon("pin", "Plek")


def test_a_moment_is_told_in_dutch_time():
    summer = datetime(2025, 7, 1, 22, 30, tzinfo=UTC)
    assert components.moment(summer) == '<time datetime="2025-07-02T00:30+02:00">2 juli 2025, 00:30</time>'
    assert components.day(summer) == '<time datetime="2025-07-02">2 juli 2025</time>'


def test_no_moment_gives_no_words():
    assert (components.moment(None), components.day(None), components.ago(None)) == ("", "", "")


@pytest.mark.parametrize(
    ("at", "said"),
    [
        (datetime(2025, 3, 4, 11, 59, 40, tzinfo=UTC), "zojuist"),
        (datetime(2025, 3, 4, 11, 59, tzinfo=UTC), "1 minuut geleden"),
        (datetime(2025, 3, 4, 11, 18, tzinfo=UTC), "42 minuten geleden"),
        (datetime(2025, 3, 4, 7, 5, tzinfo=UTC), "vandaag om 08:05"),
        (datetime(2025, 3, 3, 22, 59, tzinfo=UTC), "gisteren om 23:59"),
        (datetime(2025, 2, 27, 12, 0, tzinfo=UTC), "5 dagen geleden"),
        (datetime(2025, 1, 4, 12, 0, tzinfo=UTC), "4 januari 2025"),
    ],
)
def test_how_long_ago_is_said_in_the_largest_unit_that_says_enough(monkeypatch, at, said):
    monkeypatch.setattr(clock, "now", lambda: datetime(2025, 3, 4, 12, 0, tzinfo=UTC))
    assert words(components.ago(at)) == said


def test_a_deed_is_a_form_of_its_own_with_the_token_and_what_goes_along():
    html = drawn('{% deed "Oppakken" "/signalen/12/oppakken/" signaal=number %}', csrf_token="teken", number="<12>")
    assert 'method="post" action="/signalen/12/oppakken/"' in html
    assert '<input type="hidden" name="csrfmiddlewaretoken" value="teken">' in html
    assert '<input type="hidden" name="signaal" value="&lt;12&gt;">' in html
    assert words(html) == "Oppakken"


def test_a_deed_that_asks_first_shows_the_question_with_the_real_button_behind_it():
    html = drawn('{% deed "Verwijderen" "/weg/" confirm="Weet u het zeker?" danger=True %}', csrf_token="teken")
    assert words(html) == "Verwijderen Weet u het zeker? Verwijderen"
    assert html.index("<summary") < html.index("<form") < html.index('type="submit"')


def test_a_card_with_an_address_is_a_link_and_keeps_its_contents():
    html = drawn(
        '{% card title address="/signalen/2/" level=2 %}<p>Op het veld</p>{% endcard %}', title="Speeltuin & meer"
    )
    assert '<h2 class="ww-card__title"><a href="/signalen/2/">Speeltuin &amp; meer</a></h2><p>Op het veld</p>' in html


def test_crumbs_lead_from_home_to_this_page():
    html = drawn('{% crumbs "Signalen" "/signalen/" "Signaal 12" %}')
    assert words(html) == "Home Signalen Signaal 12"
    assert '<span aria-current="page">Signaal 12</span>' in html


def test_crumbs_that_do_not_end_in_this_page_are_a_mistake_of_ours():
    with pytest.raises(TemplateSyntaxError):
        drawn('{% crumbs "Signalen" "/signalen/" %}')


def test_the_current_tab_is_marked_and_a_count_of_nought_is_shown():
    html = drawn("{% tabs items %}", items=[Tab("Van mij", "?a", current=True, count=0), Tab("Wacht", "?b")])
    assert html.count('aria-current="page"') == 1
    assert words(html) == "Van mij 0 Wacht"


def test_each_step_says_its_state_in_words():
    html = drawn("{% steps items %}", items=[Step("Gemeld", "done"), Step("Antwoord", "current"), Step("Klaar")])
    assert words(html) == "Gemeld , Klaar 2 Antwoord , Nu bezig 3 Klaar , Nog te doen"


def test_a_timeline_tells_what_when_and_by_whom():
    items = [Moment("Gemeld", datetime(2025, 3, 4, 13, 5, tzinfo=UTC), "Regel een.\nRegel twee.", "Bewoner")]
    assert words(drawn("{% timeline items %}", items=items)) == (
        "Gemeld 4 maart 2025, 14:05 · Bewoner Regel een. Regel twee."
    )


def test_facts_without_a_value_are_left_out_but_nought_is_a_value():
    html = drawn("{% facts rows %}", rows=[("Wijk", "Maarswold"), ("Straat", ""), ("Huis", None), ("Steun", 0)])
    assert words(html) == "Wijk Maarswold Steun 0"


def test_bars_are_a_table_with_dutch_numbers_and_say_what_is_not_known():
    html = components.bars([Bar("A", 1234.5), Bar("B", 0), Bar("C", None, note="te weinig mensen")], "Inkomen")
    assert words(html) == "Inkomen A 1.234,5 B 0 C te weinig mensen"
    assert 'width="100.00"' in html
    assert 'width="0.00"' in html


def test_a_contact_without_a_photo_shows_initials():
    html = drawn('{% contact "Robin van Veen" role="Wijkregisseur" phone="0599 12 34" %}{% endcontact %}')
    assert words(html) == "RV Robin van Veen Wijkregisseur 0599 12 34"
    assert 'href="tel:05991234"' in html


def test_an_unknown_theme_name_cannot_leave_its_folder():
    assert drawn('{% theme_style "../../etc/passwd" %}') == ""
    assert 'href="/static/built/themes/veenkolonie.css"' in drawn('{% theme_style "veenkolonie" %}')


def test_a_toast_goes_along_with_a_fragment():
    response = components.toast(HttpResponse("ok"), "Opgepakt", "ok")
    assert response["HX-Trigger"] == '{"toast": {"text": "Opgepakt", "tone": "ok"}}'


def test_what_people_typed_is_escaped_in_every_part():
    nasty = "<script>alert(1)</script>"
    source = (
        "{% badge t %}{% button t %}{% button_link t t %}{% alert title=t %}{% endalert %}"
        "{% card t meta=t %}{% endcard %}"
        "{% panel t %}{% endpanel %}{% disclosure t %}{% enddisclosure %}{% empty t %}{% endempty %}{% crumbs t %}"
        "{% contact t role=t phone=t email=t %}{% endcontact %}{% progress 1 2 t %}{% deed t t confirm=t a=t %}"
        "{% fieldset t %}{% endfieldset %}{% hero t t %}{% endhero %}"
        "{% facts rows %}{% timeline moments %}{% tabs tabs %}"
    )
    html = drawn(
        source, t=nasty, rows=[(nasty, nasty)], moments=[Moment(nasty, text=nasty, by=nasty)], tabs=[Tab(nasty, nasty)]
    )
    assert "<script" not in html
    assert conditional_escape(nasty) in html


def test_a_day_that_is_a_date_needs_no_clock():
    assert words(drawn("{% day on %}", on=date(2025, 3, 4))) == "4 maart 2025"


def test_a_badge_remembers_what_is_safe_and_what_only_looks_like_it():
    assert "<b>klaar</b>" in components.badge(mark_safe("<b>klaar</b>"))
    assert "&lt;b&gt;klaar&lt;/b&gt;" in components.badge("<b>klaar</b>")
    assert "<b>klaar</b>" in components.badge(mark_safe("<b>klaar</b>"))
