"""Plain text as HTML, and the HTML of a mail made safe to show."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwerk.foundation.outbox.clean_html import cleaned
from wijkwerk.foundation.outbox.paragraphs import as_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Dag", "<p>Dag</p>"),
        ("Een\ntwee\n\n\ndrie", "<p>Een<br>twee</p>\n<p>drie</p>"),
        ("- een\n- <b>twee</b>", "<ul><li>een</li><li>&lt;b&gt;twee&lt;/b&gt;</li></ul>"),
        (
            "Kijk (https://example.nl/a?b=1&c=2).",
            '<p>Kijk (<a href="https://example.nl/a?b=1&amp;c=2">https://example.nl/a?b=1&amp;c=2</a>).</p>',
        ),
        (
            'javascript:alert(1) "http://x.nl/"',
            '<p>javascript:alert(1) &quot;<a href="http://x.nl/">http://x.nl/</a>&quot;</p>',
        ),
        ("{0} {} 100%", "<p>{0} {} 100%</p>"),
        ("", ""),
    ],
)
def test_plain_text_becomes_paragraphs_lists_and_links(text, html):
    assert as_html(text) == html


@pytest.mark.parametrize(
    ("html", "shown"),
    [
        ("<p>Dag <b>u</b></p>", "<p>Dag <b>u</b></p>"),
        ("<h1>Kop</h1>", "<h2>Kop</h2>"),
        ('<p onclick="x()" style="color:red">Dag</p>', "<p>Dag</p>"),
        ("<script>alert(1)</script><style>p{}</style>Dag", "Dag"),
        ('<a href="javascript:alert(1)">x</a>', "x"),
        (
            '<a href="https://example.nl/?a=1&amp;b=2" target=_top>x</a>',
            '<a href="https://example.nl/?a=1&amp;b=2">x</a>',
        ),
        ('<img src="x" onerror="alert(1)"><iframe src="x">weg</iframe>', ""),
        ("<p>open <b>en dicht", "<p>open <b>en dicht</b></p>"),
        ("</p></div>Dag", "Dag"),
        ("&lt;script&gt;", "&lt;script&gt;"),
        ("a<br>b<br/>c", "a<br>b<br>c"),
    ],
)
def test_the_html_of_a_mail_keeps_words_and_links_and_nothing_that_acts(html, shown):
    assert cleaned(html) == shown


@given(st.text(alphabet="<>/\"'= abscriptylehrefonload&;:!-#x0", max_size=80))
def test_no_html_whatsoever_brings_an_attribute_or_a_script(html):
    shown = cleaned(html)
    for tag in shown.split("<")[1:]:
        assert tag.split(">")[0].strip("/") in {"p", "br", "b", "i", "li", "ul", "ol", "em", "strong", "h2", "h3", "h4"}
