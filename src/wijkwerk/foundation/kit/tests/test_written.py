"""A document of words is one thing: kept as data, read as page, as PDF and as text file."""

import io
import json

import odfdo
from django.template.loader import render_to_string
from pypdf import PdfReader

from wijkwerk.foundation.kit.documents import written
from wijkwerk.foundation.kit.documents.written import Document, Facts, Grid, Heading, Picture, Points, Words
from wijkwerk.foundation.kit.tests.test_documents import roles_in

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><path d="M1 1L9 1L5 9Z"/></svg>'
PLAN = Document(
    "Wijkplan Maarswold",
    "Zoals het er vandaag voor staat.",
    "Gemeente",
    (
        Heading("Visie"),
        Words("Een alinea\ndie verdergaat.\n\nNog een, met *sterren* en = tekens."),
        Heading("Doel 1", 2),
        Points(("#let mij = erin", "<b>twee</b>")),
        Facts((("Stand", "vastgesteld"),)),
        Grid("Cijfers", ("Cijfer", "Nu"), (("Veilig", "6,8"), ("Groen", "7,1")), (2, 1)),
        Picture(SVG, "Het gebied op de kaart"),
    ),
)


def test_kept_as_data_it_is_the_same_document():
    assert written.from_data(json.loads(json.dumps(PLAN.as_data()))) == PLAN


def test_the_pdf_has_headings_lists_tables_and_the_words_of_pictures():
    reader = PdfReader(io.BytesIO(written.pdf_of(PLAN)))
    roles = roles_in(reader.trailer["/Root"]["/StructTreeRoot"])
    assert [role for role in roles if role in ("/H1", "/H2", "/H3", "/Table", "/L", "/Figure")] == [
        "/H1",
        "/H2",
        "/L",
        "/L",
        "/Table",
        "/Figure",
    ]
    text = "".join(page.extract_text() for page in reader.pages)
    assert all(words in text for words in ("*sterren* en = tekens", "#let mij = erin", "<b>twee</b>", "6,8"))


def test_the_text_file_has_real_headings_and_tables_to_go_on_writing_in():
    made = odfdo.Document(io.BytesIO(written.odt_of(PLAN)))
    assert [(head.get_attribute("text:outline-level"), str(head).strip()) for head in made.body.headers] == [
        ("1", "Wijkplan Maarswold"),
        ("2", "Visie"),
        ("3", "Doel 1"),
    ]
    assert [[str(cell) for cell in row] for row in made.body.tables[0].iter_values()] == [
        ["Cijfer", "Nu"],
        ["Veilig", "6,8"],
        ["Groen", "7,1"],
    ]
    assert made.meta.title == "Wijkplan Maarswold"


def test_on_the_page_nobodys_words_are_markup():
    page = render_to_string("kit/documents/written.html", {"document": PLAN})
    assert "&lt;b&gt;twee&lt;/b&gt;" in page
    assert (page.count("<p>"), page.count("<th scope="), page.count("<h2"), page.count("<h3")) == (2, 4, 1, 1)
