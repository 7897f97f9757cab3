import pytest
from hypothesis import given
from hypothesis import strategies as st

from wijkwerk.foundation.search.stems import LONGEST, MOST, stems

TOGETHER = """
boom bomen boompje · straat straten · weg wegen · stoeptegel stoeptegels · lantaarnpaal lantaarnpalen · lamp lampen
kapot kapotte · vuil vuile · container containers · gat gaten · kuil kuilen · hond honden · speeltuin speeltuinen
bank banken bankje bankjes · huis huizen huisje · fiets fietsen · fietspad fietspaden · auto autos auto's · hard harde
parkeren parkeert geparkeerd · rijden rijdt gereden · snel snelle · gevaarlijk gevaarlijke · kind kinderen · stad steden
bewoner bewoners · wijk wijken · plein pleinen · groen groene · maaien maait gemaaid · snoeien snoeit gesnoeid
blad bladeren bladen · tak takken · struik struiken · muis muizen · riool riolen · put putten · lek lekken · bord borden
verkeersbord verkeersborden · stoplicht stoplichten · brug bruggen · sloot sloten · glad gladde · strooien gestrooid
winkelwagen winkelwagens · vernielen vernield · repareren gerepareerd · melden gemeld melding meldingen meldt
idee ideeën · lid leden · stelen gestolen · breken gebroken · vallen gevallen valt · staan staat · liggen ligt
losliggend losliggende · scheef scheve · brief brieven · schip schepen · glas glazen · ei eieren · leeg lege · hoog hoge
groot grote · breed brede · oud oude · vies vieze · vuilniszak vuilniszakken · zak zakken · flat flats · café cafés
wonen woont · spelen speelt gespeeld · dak daken · coördinator coördinatoren · eikenprocessierups eikenprocessierupsen
"""
APART = "gat gaat · straat staat · boom bom · raam ram · rook rok · lid leed · maat mat · hond hand · wijk week"


def groups(text):
    return [group.split() for line in text.strip().splitlines() for group in line.split("·")]


@pytest.mark.parametrize("forms", groups(TOGETHER), ids=" ".join)
def test_forms_of_one_word_have_one_stem(forms):
    assert len({tuple(stems(form)) for form in forms}) == 1


@pytest.mark.parametrize("words", groups(APART), ids=" ".join)
def test_other_words_keep_apart(words):
    assert len({tuple(stems(word)) for word in words}) == 2


def test_capitals_and_marks_make_no_difference():
    assert stems("FRYSLÂN Café") == stems("fryslan cafe")


def test_numbers_stay_and_are_found_whole_and_by_their_parts():
    assert stems("Zaak 2026-12") == ["12", "2026", "2026-12", "zaak"]
    assert stems("huisnummer 12a") == ["12a", "huisnummer"]


def test_a_postcode_is_the_same_with_and_without_a_space():
    assert stems("9501 AB") == stems("9501ab") == ["9501", "9501ab", "ab"]


def test_a_word_of_parts_is_found_whole_and_by_its_parts():
    assert {"auto", "autoonluk"} <= set(stems("auto-ongeluk"))


def test_stems_are_sorted_so_that_nobody_reads_back_what_was_said():
    assert stems("zij belde hem aan") == sorted(stems("zij belde hem aan"))


@given(st.text(max_size=400))
def test_whatever_somebody_types_gives_stems_that_both_engines_can_keep(text):
    found = stems(text)
    assert found == sorted(set(found))
    assert all(0 < len(stem) <= LONGEST and stem.replace("-", "").isalnum() for stem in found)


def test_a_very_long_text_has_an_end():
    assert len(stems(" ".join(f"a{n}" for n in range(20_000)))) == MOST
