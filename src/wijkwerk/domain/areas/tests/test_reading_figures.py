"""CSV files with figures, without a database."""

import pytest

from wijkwerk.domain.areas.reading.contents import SourceFile
from wijkwerk.domain.areas.reading.faults import Faults, FileRefused
from wijkwerk.domain.areas.reading.figures import read_figures
from wijkwerk.domain.areas.tests.factories import csv


def read(file, **options):
    faults = Faults()
    figures = read_figures(file, faults, **options)
    return figures, [str(fault) for fault in faults.named]


def series_of(figures):
    return {
        (series.figure.key, series.period): dict(zip(series.codes, series.values, strict=True))
        for series in figures.series
    }


def test_one_column_a_figure():
    figures, faults = read(
        csv("code,naam,aantal_inwoners,pct_koopwoningen", "BU00370001,Noord,1200,61.5", "GM0037,Stad,32013,")
    )
    assert faults == []
    assert series_of(figures) == {
        ("aantal_inwoners", 2024): {"BU00370001": 1200.0, "GM0037": 32013.0},
        ("pct_koopwoningen", 2024): {"BU00370001": 61.5, "GM0037": None},
    }
    assert [(place.code, place.name) for place in figures.places] == [("BU00370001", "Noord"), ("GM0037", "Stad")]


def test_a_file_of_an_office_program_with_semicolons_and_decimal_commas():
    figures, faults = read(
        csv("Gebiedscode;Jaar;Eenzaam", "BU00370001;2023;12,5", "BU00370002;2023;1.234,5", "BU00370003;2023;1.234"),
    )
    assert faults == []
    assert series_of(figures) == {("eenzaam", 2023): {"BU00370001": 12.5, "BU00370002": 1234.5, "BU00370003": 1234.0}}


def test_letters_of_an_older_program_are_read():
    figures, _faults = read(csv("code;naam;aantal_inwoners", "BU00370001;Café;5", encoding="cp1252"))
    assert figures.places[0].name == "Café"


def test_a_table_of_the_office_in_its_raw_shape():
    figures, faults = read(
        csv(
            "ID;Leeftijd;WijkenEnBuurten;Perioden;Gemeentenaam_1;SoortRegio_2;Codering_3;Eenzaam_28;Mantelzorger_32",
            "2;20300;NL01      ;2020JJ00;Nederland   ;Land      ;NL01      ;    45.9;.",
            "5;20300;GM1680    ;2020JJ00;Aa en Hunze ;Gemeente  ;GM1680    ;    -99997;    14.9",
            name="statline.csv",
        )
    )
    assert faults == []
    assert figures.is_national
    assert series_of(figures) == {
        ("eenzaam", 2020): {"NL00": 45.9, "GM1680": None},
        ("mantelzorger", 2020): {"NL00": None, "GM1680": 14.9},
    }


def test_the_number_at_the_end_of_a_column_may_differ_every_year():
    one, _ = read(csv("WijkenEnBuurten;AantalInwoners_5", "BU00370001;10"))
    other, _ = read(csv("WijkenEnBuurten;AantalInwoners_7", "BU00370001;10"))
    assert series_of(one) == series_of(other) == {("aantal_inwoners", 2024): {"BU00370001": 10.0}}


def test_an_unknown_column_keeps_its_own_name():
    figures, _faults = read(csv("code,Bomen per straat", "BU00370001,7"))
    assert [(s.figure.key, s.figure.name) for s in figures.series] == [("bomen_per_straat", "Bomen per straat")]


def test_one_row_a_figure():
    figures, faults = read(
        csv(
            "code,indicator,jaar,waarde,brontabel", "GM0037,misdrijven_totaal,2021,80,47022NED", "GM0037,eenzaam,2022,,"
        )
    )
    assert faults == []
    assert series_of(figures) == {("misdrijven_totaal", 2021): {"GM0037": 80.0}, ("eenzaam", 2022): {"GM0037": None}}
    assert [series.source for series in figures.series] == ["47022NED", ""]


def test_every_faulty_row_is_named():
    _figures, faults = read(
        csv(
            "code,jaar,aantal_inwoners",
            "BU00370001,2024,10",
            "BU0037,2024,10",
            ",2024,10",
            "BU00370002,twaalf,10",
            "BU00370003,2024",
            "BU00370001,2024,11",
            "BU00370001,2023,9",
            "",
            "BU00370004,2024,veel",
            "BU00370005,2024,nan",
            "BU00370006,2024,1.2.3",
        )
    )
    assert faults == [
        "cijfers_2024.csv, regel 3: «BU0037» is geen code van een gemeente, wijk of buurt.",
        "cijfers_2024.csv, regel 4: Op deze regel staat geen code van een gebied.",
        "cijfers_2024.csv, regel 5 (BU00370002): «twaalf» is geen jaar.",
        "cijfers_2024.csv, regel 6: Deze regel heeft 2 kolommen, de kop heeft er 3.",
        "cijfers_2024.csv, regel 7 (BU00370001): Dit gebied staat met hetzelfde jaar ook al op regel 2.",
        "cijfers_2024.csv, regel 10 (BU00370004): In de kolom «aantal_inwoners» staat «veel»; dat is geen getal.",
        "cijfers_2024.csv, regel 11 (BU00370005): In de kolom «aantal_inwoners» staat «nan»; dat is geen getal.",
        "cijfers_2024.csv, regel 12 (BU00370006): In de kolom «aantal_inwoners» staat «1.2.3»; dat is geen getal.",
    ]


def test_a_column_without_numbers_is_left_out_and_said():
    figures, faults = read(csv("code,aantal_inwoners,bijnaam", "BU00370001,10,de Punt", "BU00370002,11,"))
    assert (faults, figures.skipped) == ([], ["bijnaam"])


def test_two_columns_that_are_the_same_figure_are_refused():
    _figures, faults = read(csv("code,AantalInwoners_5,aantal_inwoners", "BU00370001,10,10"))
    assert faults == ["cijfers_2024.csv: De kolommen «AantalInwoners_5» en «aantal_inwoners» zijn hetzelfde cijfer."]


@pytest.mark.parametrize(
    ("file", "words"),
    [
        (
            csv("naam,inwoners", "Noord,1"),
            "geen kolom met de code van het gebied (bijvoorbeeld «code»). Wel gevonden: naam, inwoners",
        ),
        (csv("code,naam", "BU00370001,Noord"), "geen kolom met cijfers"),
        (csv("code,indicator", "BU00370001,eenzaam"), "wel een kolom «indicator», maar geen kolom «waarde»"),
        (csv("code,inwoners"), "onder de kop geen enkele regel"),
        (csv("code,inwoners", "BU00370001,1", name="cijfers.csv"), "Van welk jaar zijn deze cijfers?"),
        (csv(""), "leeg"),
        (SourceFile("blad.xls", b"\xd0\xcf\x11\xe0\x00\x00"), "Dit is geen tekstbestand."),
    ],
)
def test_a_file_that_cannot_be_read_says_why(file, words):
    with pytest.raises(FileRefused) as refused:
        read_figures(file, Faults())
    assert words in refused.value.words
