"""A PDF that comes in becomes pictures, and whatever is wrong with it hurts nothing but itself."""

import io

import pypdf
import pytest

from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.files import pdf, scanning, store
from wijkwerk.foundation.files.models import Photo
from wijkwerk.foundation.files.pictures import IsHeic
from wijkwerk.foundation.files.tests.factories import NOON, colour, opened, pdf_of, picture, plain_pdf, upload


def finds_harm(content):
    return "Invented.Harm" if b"HARM" in content else ""


def locked(content):
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(content))
    writer.encrypt("geheim", algorithm="RC4-128")
    written = io.BytesIO()
    writer.write(written)
    return written.getvalue()


def test_each_page_is_a_picture_that_is_kept_as_every_photo(municipality):
    content = pdf_of(picture(400, 200), picture(200, 400, left="blue", right="red"))
    pages = files.pictures_of(upload(content, "scan.pdf"))
    kept = [files.keep_photo(page, at=NOON) for page in pages]
    assert [(photo.width, photo.height) for photo in kept] == [(2000, 1000), (1000, 2000)]
    assert [colour(store.read(photo, "large"), 0.1, 0.5) for photo in kept] == ["red", "blue"]
    files.black_out(kept[0], [(0.0, 0.0, 0.4, 1.0)], by=CLOCK, at=NOON)
    assert colour(store.read(kept[0], "large"), 0.1, 0.5) == "black"


def test_the_pages_of_one_paper_stand_below_each_other(municipality):
    paper = files.one_picture_of(upload(pdf_of(picture(400, 200), picture(200, 400)), "factuur.pdf"))
    photo = files.keep_photo(paper, at=NOON)
    large = store.read(photo, "large")
    assert (photo.width, photo.height) == (1600, 800 + 1600)
    assert [colour(large, *at) for at in ((0.2, 0.1), (0.9, 0.1), (0.1, 0.9), (0.9, 0.9))] == [
        "red",
        "blue",
        "red",
        "white",
    ]
    assert opened(store.read(photo, "small")).size == (427, 640)


def test_a_photo_is_a_picture_as_it_is(municipality):
    [page] = files.pictures_of(upload())
    paper = files.one_picture_of(upload())
    assert page.sizes == paper.sizes
    photo = files.keep_photo(page, at=NOON)
    assert (photo.width, photo.height) == (300, 200)


def test_what_was_filled_in_is_seen(municipality):
    field = (
        "/AcroForm <</Fields[5 0 R] /DA(/Helv 0 Tf 0 g)>> >> endobj\n"
        "5 0 obj <</Type/Annot /Subtype/Widget /FT/Btn /Ff 65536 /T(knop) /Rect[0 0 300 200] /F 4 /P 3 0 R "
        "/MK <</BG[1 0 0]>> /AP <</N 6 0 R>> >> endobj\n"
        "6 0 obj <</Type/XObject /Subtype/Form /BBox[0 0 300 200] /Length 22>> stream\n1 0 0 rg 0 0 300 200 re f"
        "\nendstream"
    )
    content = plain_pdf(more=field).replace(b"endstream>> endobj\n2 0", b"endstream endobj\n2 0")
    content = content.replace(b"/Contents 4 0 R", b"/Contents 4 0 R /Annots[5 0 R]")
    [page] = files.pictures_of(upload(content, "formulier.pdf"))
    assert colour(page.sizes.large, 0.5, 0.5) == "red"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: locked(pdf_of(picture())), "Deze PDF zit op slot met een wachtwoord."),
        (lambda: pdf_of(picture())[:400], "Deze PDF kunnen wij niet lezen."),
        (lambda: b"\n%PDF-1.7 and nothing more", "Deze PDF kunnen wij niet lezen."),
        (lambda: pdf_of(*[picture(9, 6)] * 11), "Deze PDF heeft 11 bladzijden, en er passen er 10."),
        (lambda: b"geen van beide", "Kies een foto (JPEG, PNG of WebP) of een PDF."),
    ],
)
def test_what_cannot_become_pictures_is_refused_in_one_sentence(municipality, content, words):
    for made in (files.pictures_of, files.one_picture_of):
        with pytest.raises(files.Refusal) as refused:
            made(upload(content(), "bestand"))
        assert words.replace("10", "10" if made is files.pictures_of else "5") in refused.value.words
        assert (refused.value.about_field, Photo.objects.count()) == ("photo", 0)


def test_a_photo_of_apples_kind_keeps_its_own_words(municipality):
    with pytest.raises(IsHeic):
        files.pictures_of(upload(b"\x00\x00\x00\x18ftypheic" + bytes(200)))


def test_a_pdf_that_is_too_large_is_refused(municipality, monkeypatch):
    monkeypatch.setattr(files, "LARGEST_FILE", 1_000)
    with pytest.raises(files.PdfTooLarge, match="20 MB"):
        files.pictures_of(upload(b"%PDF-" + bytes(1_000), "Factuur.PDF"))


def test_the_scanner_sees_the_pdf_as_it_was_sent(municipality, settings):
    settings.PHOTO_SCANNER = f"{__name__}.finds_harm"
    with pytest.raises(scanning.PhotoIsHarmful):
        files.pictures_of(upload(pdf_of(picture()) + b"HARM", "scan.pdf"))


@pytest.mark.parametrize("box", ["0 0 1000000 1000000", "0 0 1000000 1", "0 0 0.001 0.001", "0 0 0 0", "0 0 -5 1e30"])
def test_a_page_of_any_size_stays_within_its_pixels(municipality, box):
    try:
        [page] = files.pictures_of(upload(plain_pdf(box=box), "groot.pdf"))
    except pdf.PdfIsBroken:
        return
    assert 1 <= min(page.sizes.width, page.sizes.height) <= max(page.sizes.width, page.sizes.height) <= 2000


def test_a_pdf_that_takes_too_long_is_stopped(municipality, monkeypatch):
    monkeypatch.setattr(pdf, "_LONGEST_WAIT", 0.001)
    with pytest.raises(pdf.PdfIsBroken):
        files.pictures_of(upload(pdf_of(picture()), "traag.pdf"))


def test_one_at_a_time_and_who_waits_too_long_hears_so(municipality, monkeypatch):
    monkeypatch.setattr(pdf, "_LONGEST_TURN", 0.001)
    with pdf._turn, pytest.raises(pdf.OthersAreBusy):
        files.pictures_of(upload(pdf_of(picture()), "scan.pdf"))
    assert len(files.pictures_of(upload(pdf_of(picture()), "scan.pdf"))) == 1
