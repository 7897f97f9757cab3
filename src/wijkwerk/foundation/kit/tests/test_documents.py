"""Documents: a PDF that a screen reader can read, and spreadsheets in which nobody's words become a formula."""

import io
import subprocess
import sys
from datetime import date

import odfdo
import openpyxl
import pytest
from pypdf import PdfReader

from wijkwerk.foundation.kit import documents
from wijkwerk.foundation.kit.documents import DocumentFault, Sheet, spreadsheet
from wijkwerk.foundation.kit.documents.pdf import made_from

FRAME = b"""
#import "/foundation/kit/documents/frame.typ": *
#show: document-of.with(title: data.title, beneath: "Stand van vandaag", from: "Gemeente")
"""
BODY = b"""
= Wat er staat
#data.words
#table-of("De tabel", ("Gebied", "Wat"), data.rows)
"""
ROWS = [["Maarswold", "Visie"], ["Mussel", "Relatiebeheer"]]


def made(words="Gewone woorden", *, source=FRAME + BODY, **data):
    return PdfReader(
        io.BytesIO(made_from(source, {"title": "Jaarplanning", "words": words, "rows": ROWS} | data, name="test"))
    )


def roles_in(node):
    """All roles in the tree of tags, from the top, in the order in which they are read."""
    node = node.get_object()
    if not isinstance(node, dict):
        return []
    found = [node["/S"]] if "/S" in node else []
    children = node.get("/K", [])
    for child in children if isinstance(children, list) else [children]:
        if not isinstance(child, int):
            found += roles_in(child)
    return found


def text_of(reader):
    return "".join(page.extract_text() for page in reader.pages)


# ── PDF ────────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_pdf_says_its_title_and_language_and_that_it_is_accessible():
    reader = made()
    root = reader.trailer["/Root"]
    assert (reader.metadata.title, reader.metadata.author, root["/Lang"]) == ("Jaarplanning", "Gemeente", "nl-NL")
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert "pdfuaid:part" in root["/Metadata"].get_data().decode()


def test_a_pdf_has_tags_for_title_heading_and_the_heads_of_a_table():
    root = made().trailer["/Root"]
    roles = roles_in(root["/StructTreeRoot"])
    assert root["/MarkInfo"]["/Marked"]
    assert [roles.count(role) for role in ("/H1", "/Table", "/TH", "/TD", "/Caption")] == [1, 1, 2, 4, 1]


def test_a_pdf_carries_its_own_letters_and_no_others():
    fonts = {
        font.get_object()["/BaseFont"].split("+")[-1]
        for page in made("Fatma Yıldırım uit Čáslav, één € – café, Ирина, Ελένη").pages
        for font in page["/Resources"]["/Font"].values()
    }
    assert {name.partition("-")[0] for name in fonts} == {"NotoSans"}


def test_what_somebody_typed_is_data_and_never_source():
    typed = '#import "/config/settings.py"\n= Geen kop #panic("nee") $x^2$ *vet* "'
    reader = made(typed)
    assert '#import "/config/settings.py"' in text_of(reader)
    assert roles_in(reader.trailer["/Root"]["/StructTreeRoot"]).count("/H1") == 1


def test_a_letter_that_no_font_has_becomes_a_square_and_the_document_is_made():
    assert "Leuk □ □□!" in text_of(made("Leuk 😀 中文!"))


def test_a_picture_without_words_is_refused():
    picture = (
        b'#image(bytes("<svg xmlns=\\"http://www.w3.org/2000/svg\\" width=\\"9\\" height=\\"9\\"/>"), format: "svg"'
    )
    with pytest.raises(DocumentFault, match="alt"):
        made(source=FRAME + picture + b")")
    assert "/Figure" in roles_in(
        made(source=FRAME + picture + b', alt: "Een leeg vak")').trailer["/Root"]["/StructTreeRoot"]
    )


def test_a_document_without_a_title_is_refused():
    with pytest.raises(DocumentFault):
        made_from(b"= Kop", {}, name="test")


def test_a_document_that_is_not_there_is_a_fault_that_says_so():
    with pytest.raises(DocumentFault, match=r"plans/nothing\.typ cannot be made: there is no such file"):
        documents.pdf("plans/nothing.typ", {})


# ── Spreadsheets ───────────────────────────────────────────────────────────────────────────────────────────────────
DANGEROUS = ["=1+1", "+31 6", "-5", "@SUM(A1)", '=HYPERLINK("http://x")']
SHEET = Sheet(
    "Wie/wat",
    ["Naam", "Aantal", "Op"],
    [["Parkwijk", 3, date(2012, 5, 1)], *[[each, None, None] for each in DANGEROUS]],
)


def xlsx(*sheets, **more):
    return openpyxl.load_workbook(io.BytesIO(spreadsheet(sheets, "xlsx", **more)))


def ods(*sheets, **more):
    return odfdo.Document(io.BytesIO(spreadsheet(sheets, "ods", **more)))


def test_cells_that_look_like_formulas_stay_text_in_xlsx():
    page = xlsx(SHEET)["Wie-wat"]
    cells = [page.cell(row=row, column=1) for row in range(3, 8)]
    assert [(cell.value, cell.data_type, cell.quotePrefix) for cell in cells] == [
        (each, "s", True) for each in DANGEROUS
    ]


def test_cells_that_look_like_formulas_stay_text_in_ods():
    table = ods(SHEET).body.get_table(0)
    cells = [table.get_cell((0, row)) for row in range(2, 7)]
    assert [(cell.value, cell.type, cell.formula) for cell in cells] == [(each, "string", None) for each in DANGEROUS]


def test_numbers_and_days_stay_what_they_are():
    page = xlsx(SHEET)["Wie-wat"]
    assert (page["B2"].value, page["C2"].value.date()) == (3, date(2012, 5, 1))
    table = ods(SHEET).body.get_table(0)
    assert (int(table.get_value("B2")), table.get_value("C2")) == (3, date(2012, 5, 1))


def test_a_spreadsheet_has_its_title_and_language():
    book = xlsx(SHEET, title="Jaarplanning 2012")
    assert (book.properties.title, book.properties.language) == ("Jaarplanning 2012", "nl-NL")
    document = ods(SHEET, title="Jaarplanning 2012")
    assert (document.meta.title, document.language) == ("Jaarplanning 2012", "nl-NL")


def test_names_of_sheets_are_made_such_that_every_program_takes_them():
    sheets = [Sheet("De Hagen / De Borgen / Vogelwijk: alles", ["A"], []), Sheet("", ["A"], [])] * 2
    assert xlsx(*sheets).sheetnames == [
        "De Hagen - De Borgen - Vogelwij",
        "Blad 2",
        "De Hagen - De Borgen - Vog (3)",
        "Blad 4",
    ]


def test_control_characters_and_very_long_words_do_not_break_a_file():
    words = "a\x00b\x0bc" + "x" * 40_000
    page = xlsx(Sheet("Blad", ["A"], [[words]]))["Blad"]
    assert (page["A2"].value[:4], len(page["A2"].value)) == ("abcx", 32_000)
    assert ods(Sheet("Blad", ["A"], [[words]])).body.get_table(0).get_value("A2")[:4] == "abcx"


def test_what_makes_documents_is_read_only_when_one_is_asked():
    code = (
        "import sys, wijkwerk.foundation.kit.documents\n"
        "print(sorted({'typst', 'openpyxl', 'odfdo', 'lxml'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
