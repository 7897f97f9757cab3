"""Reading an e-mail: whatever it holds, what its writer said comes out, and nothing acts."""

from email.message import EmailMessage

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwerk.domain.signals import mail
from wijkwerk.domain.signals.tests.factories import make_mail, photo_file


def read(**fields):
    return mail.read_mail(make_mail(**fields))


def test_the_words_and_who_wrote_them():
    found = read(subject="Re: Losse tegels", text="De tegels liggen los.\n")
    assert (found.sender, found.name, found.subject, found.text, found.message_id, found.recipients) == (
        "rika@example.nl",
        "Rika Veen",
        "Losse tegels",
        "De tegels liggen los.",
        "<een@example.nl>",
        ("wijk@example.nl",),
    )


@pytest.mark.parametrize(
    "below",
    [
        "Op ma 3 mrt 2025 om 10:00 schreef Gemeente Veenkanaal <wijk@example.nl>:\n> Uw melding is binnen.",
        "Op maandag 3 maart om 10:00 heeft Gemeente Veenkanaal\n<wijk@example.nl> het volgende geschreven:\n\n> Dag",
        "On Mon, 3 Mar 2025 at 10:00, Gemeente wrote:\n> Dag",
        "-----Oorspronkelijk bericht-----\nVan: Gemeente",
        "________________________________\nVan: Gemeente",
        "Van: Gemeente <wijk@example.nl>\nVerzonden: maandag 3 maart 2025\nAan: Rika\nOnderwerp: Uw melding",
        "> Uw melding is binnen.",
        "-- \nRika Veen\n06 00000000",
    ],
)
def test_what_hangs_below_is_cut_off(below):
    assert read(text=f"Nu is het erger.\nKom gauw.\n\n{below}\n").text == "Nu is het erger.\nKom gauw."


def test_a_line_that_only_looks_like_a_quote_stays():
    text = "Mijn buurman schreef dit al.\nVan: de brug tot de school.\nOp de hoek ligt glas."
    assert read(text=text).text == text


def test_what_is_forwarded_is_what_it_is_about():
    text = "Zie hieronder.\n\nVan: Buur\nVerzonden: maandag\nEr ligt glas."
    assert read(subject="FW: glas", text=text).text == text


def test_html_becomes_words_and_nothing_acts():
    html = (
        "<html><head><title>x</title><style>p{}</style></head><body><p>De  bank<br>is <b>stuk</b>.</p>"
        "<script>alert(1)</script><ul><li>één</li><li>twee &lt;3</li></ul></body></html>"
    )
    assert read(text=None, html=html).text == "De bank\nis stuk.\n\néén\n\ntwee <3"


def test_an_unknown_alphabet_is_read_as_well_as_it_goes():
    raw = make_mail(text="De bank is stuk.").replace(b'charset="utf-8"', b'charset="klingon"')
    assert mail.read_mail(raw).text == "De bank is stuk."


def test_a_text_without_end_is_cut_and_says_so():
    found = read(text="woord " * 20_000).text
    assert len(found) < mail.LONGEST + 100
    assert found.endswith("(Deze e-mail was langer. De rest is niet bewaard.)")


def test_control_characters_and_emoji():
    found = read(text="Een \x07bank \U0001f600 is stuk\u202e.", name="Rika \U0001f33b Veen")
    assert (found.text, found.name) == ("Een bank \U0001f600 is stuk.", "Rika \U0001f33b Veen")


def test_photos_are_taken_and_the_rest_is_named():
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "rika@example.nl", "wijk@example.nl", "Bank"
    message.set_content("De bank is stuk.")
    message.add_related(b"GIF89a", maintype="image", subtype="gif", cid="<logo>", filename="logo.gif")
    message.add_attachment(photo_file().read(), maintype="image", subtype="jpeg", filename="bank.jpg")
    message.add_attachment(b"%PDF", maintype="application", subtype="pdf", filename="plan.pdf")
    found = mail.read_mail(bytes(message))
    assert ([photo.name for photo in found.photos], found.not_kept) == (["bank.jpg"], ("plan.pdf",))


@pytest.mark.parametrize(
    "headers",
    [
        {"Auto-Submitted": "auto-replied"},
        {"Auto-Submitted": "auto-generated; x=y"},
        {"Precedence": "bulk"},
        {"Return-Path": "<>"},
        {"From": "MAILER-DAEMON@example.nl"},
        {"From": "Postmaster <postmaster@example.nl>"},
        {"From": ""},
        {"List-Id": "<wijkwerk.veenkanaal.example.nl>"},
        {"X-Autoreply": "yes"},
    ],
)
def test_machines_say_nothing(headers):
    assert read(headers=headers).is_by_machine


def test_people_do():
    assert not read(headers={"Auto-Submitted": "no", "Return-Path": "<rika@example.nl>"}).is_by_machine


def test_a_mail_without_an_id_has_the_same_one_each_time():
    first, second = (read(headers={"Message-ID": None}).message_id for _twice in range(2))
    assert (first, len(first) > 20) == (second, True)


def test_a_mail_that_is_too_large_is_refused(monkeypatch):
    monkeypatch.setattr(mail, "LARGEST", 100)
    with pytest.raises(mail.TooLarge):
        read()


@given(st.binary(max_size=2000))
def test_whatever_comes_in_nothing_breaks(raw):
    mail.read_mail(raw)


@given(st.sampled_from(["From", "To", "Subject", "Message-ID", "References", "Content-Type"]), st.binary(max_size=200))
def test_whatever_stands_in_a_header_nothing_breaks(name, value):
    mail.read_mail(name.encode() + b": " + value.replace(b"\n", b" ") + b"\n\nDe bank is stuk.\n")
