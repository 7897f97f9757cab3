"""Indicators as councils use them: kinds, targets, gaps, breaks, what is not known; by hand and from a file."""

from decimal import Decimal

import pytest

from wijkwerk.domain.areas.models import Indicator as NationalIndicator
from wijkwerk.domain.areas.models import Observation
from wijkwerk.domain.plans import figures_file
from wijkwerk.domain.plans.models import Measurement
from wijkwerk.domain.plans.models.indicators import Better, IndicatorKind, Known
from wijkwerk.domain.plans.operations import indicators, visions
from wijkwerk.domain.plans.plan_states import VisionState
from wijkwerk.domain.plans.queries import indicators as queries
from wijkwerk.domain.plans.tests import plan_factories as make
from wijkwerk.domain.plans.tests.plan_factories import BY, make_indicator


@pytest.fixture
def goal(maarswold):
    return make.make_vision(maarswold, state=VisionState.ADOPTED).goals.get()


@pytest.fixture
def mark(goal):
    return make_indicator(goal, kind=IndicatorKind.MARK, decimals=1)


def measure(indicator, figures, **fields):
    for year, value in figures.items():
        known = value if isinstance(value, Known) else Known.MEASURED
        number = None if isinstance(value, Known) else Decimal(str(value))
        indicators.measure(indicator, year=year, known=known, value=number, **BY | fields)


def aim(indicator, targets):
    indicators.set_targets(indicator, {year: Decimal(str(value)) for year, value in targets.items()}, **BY)


def standing(indicator):
    return queries.series_of(indicator).standing.label


# ── What a figure can be ───────────────────────────────────────────────────────────────────────────────────────────
@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        (IndicatorKind.MARK, "0.5", "tussen 1 en 10"),
        (IndicatorKind.MARK, "10.1", "tussen 1 en 10"),
        (IndicatorKind.PERCENTAGE, "100.1", "tussen 0 en 100"),
        (IndicatorKind.PERCENTAGE, "-1", "tussen 0 en 100"),
        (IndicatorKind.ORDINAL, "4", "Kies een van de woorden"),
        (IndicatorKind.NUMBER, "1000000000000", "te groot"),
    ],
)
def test_a_value_that_its_kind_cannot_have_is_refused(goal, kind, value, words):
    labels = ("slecht", "matig", "goed") if kind == IndicatorKind.ORDINAL else ()
    indicator = make_indicator(goal, kind=kind, labels=labels)
    with pytest.raises(indicators.ValueNotPossible) as refused:
        measure(indicator, {2024: value})
    assert words in refused.value.words


@pytest.mark.parametrize(
    ("fields", "refusal"),
    [
        ({"value": None}, indicators.ValueMissing),
        ({"known": Known.NOT_MEASURED}, indicators.ValueTooMuch),
        ({"year": 1900}, indicators.PeriodNotPossible),
        ({"part": 2}, indicators.PeriodNotPossible),
        ({"year": 2026}, indicators.PeriodIsInFuture),
    ],
)
def test_a_measurement_that_cannot_be_is_refused(mark, fields, refusal):
    with pytest.raises(refusal):
        indicators.measure(mark, **{"year": 2024, "value": Decimal(6)} | fields | BY)


def test_every_figure_has_a_source(goal):
    with pytest.raises(indicators.SourceMissing):
        measure(make_indicator(goal, source=""), {2024: 6})


def test_an_ordinal_has_words_to_choose_from(goal):
    with pytest.raises(indicators.WordsOfScaleMissing):
        make_indicator(goal, kind=IndicatorKind.ORDINAL, labels=("goed",))


def test_a_period_is_measured_once_and_corrected(mark):
    measure(mark, {2024: 6})
    measure(mark, {2024: 7})
    assert [row.value for row in Measurement.objects.all()] == [7]


def test_another_kind_is_refused_once_something_was_measured(mark):
    measure(mark, {2024: 6})
    with pytest.raises(indicators.ScaleStands):
        indicators.change_indicator(mark, title="Anders", kind=IndicatorKind.NUMBER, **BY)


def test_measuring_goes_on_under_a_vision_that_stands(mark):
    measure(mark, {2024: 6})
    assert queries.series_of(mark).latest.written == "6,0"


# ── The series ─────────────────────────────────────────────────────────────────────────────────────────────────────
def test_not_measured_and_not_yet_known_are_two_things(mark):
    measure(mark, {2022: Known.NOT_MEASURED, 2024: Known.NOT_YET_KNOWN})
    assert [(point.known, point.is_awaited) for point in queries.series_of(mark).points] == [
        (Known.NOT_MEASURED, False),
        (Known.NOT_YET_KNOWN, True),
    ]


def test_a_break_stands_at_the_first_figure_from_it_on(mark):
    measure(mark, {2018: 6, 2020: 7, 2022: 7})
    indicators.break_series(mark, year=2019, reason="Andere vraag", **BY)
    assert [point.breaks for point in queries.series_of(mark).points] == ["", "Andere vraag", ""]


@pytest.mark.parametrize(
    ("figures", "targets", "label"),
    [
        ({}, {2024: 7}, "nog niet bekend"),
        ({2024: Known.NOT_MEASURED}, {2024: 7}, "niet gemeten"),
        ({2024: 6}, {}, "geen streefwaarde"),
        ({2024: 7}, {2024: 7}, "op koers"),
        ({2024: 6.9}, {2024: 7}, "loopt achter"),
        ({2024: 6.9}, {2020: 6.5, 2028: 8}, "op koers"),
        ({2024: 6.9}, {2028: 8}, "begonnen"),
    ],
)
def test_how_it_stands_is_said_in_words(mark, figures, targets, label):
    measure(mark, figures)
    aim(mark, targets)
    assert standing(mark) == label


@pytest.mark.parametrize(("now", "label"), [(6.5, "op weg"), (5.5, "loopt achter"), (6, "gelijk gebleven")])
def test_before_the_first_target_it_is_held_against_the_zero_measurement(mark, now, label):
    measure(mark, {2020: 6}, is_zero=True)
    measure(mark, {2024: now})
    aim(mark, {2028: 8})
    assert standing(mark) == label


def test_after_a_break_nothing_is_held_against_the_zero_measurement(mark):
    measure(mark, {2020: 6}, is_zero=True)
    measure(mark, {2024: 7})
    indicators.break_series(mark, year=2022, reason="Andere vraag", **BY)
    aim(mark, {2028: 8})
    assert standing(mark) == "niet te vergelijken"


def test_of_what_should_be_low_less_is_better(goal):
    unsafe = make_indicator(goal, kind=IndicatorKind.PERCENTAGE, better=Better.LOWER)
    measure(unsafe, {2024: 20})
    aim(unsafe, {2024: 21})
    assert standing(unsafe) == "op koers"


def test_there_is_one_zero_measurement(mark):
    measure(mark, {2020: 6}, is_zero=True)
    measure(mark, {2021: 6}, is_zero=True)
    assert list(Measurement.objects.filter(is_zero=True).values_list("year", flat=True)) == [2021]


@pytest.mark.parametrize(
    ("fields", "value", "words"),
    [
        ({"kind": IndicatorKind.MARK}, "6.45", "6,4"),
        ({"kind": IndicatorKind.PERCENTAGE}, "12", "12%"),
        ({"kind": IndicatorKind.PERCENTAGE, "decimals": 1}, "12.34", "12,3%"),
        ({"unit": "meldingen"}, "1250", "1.250 meldingen"),
        ({"kind": IndicatorKind.ORDINAL, "labels": ("slecht", "goed")}, "2", "goed"),
    ],
)
def test_a_value_reads_as_people_write_it(goal, fields, value, words):
    assert queries.written(make_indicator(goal, **fields), Decimal(value)) == words


def test_halves_and_quarters_stand_in_their_year(goal):
    quarterly = make_indicator(goal, grain=4)
    indicators.measure(quarterly, year=2024, part=3, value=Decimal(5), **BY)
    point = queries.series_of(quarterly).points[0]
    assert (point.words, point.place) == ("3e kwartaal 2024", 2024.5)


def test_a_revision_goes_on_with_the_series_of_before(maarswold, goal, mark):
    measure(mark, {2020: 6, 2022: 7})
    aim(mark, {2022: 6, 2026: 8})
    second = visions.revise(goal.vision, from_year=2030, until_year=2040, **BY)
    fresh = second.goals.get().indicators.get()
    measure(fresh, {2022: 6.5, 2024: 7})
    aim(fresh, {2026: 9})
    series = queries.series_of(fresh)
    assert [(point.year, point.value) for point in series.points] == [(2020, 6), (2022, Decimal("6.5")), (2024, 7)]
    assert [(target.year, target.value) for target in series.targets] == [(2022, 6), (2026, 9)]


def test_values_come_from_the_figures_of_areas(goal, settings):
    national = NationalIndicator.objects.create(key="65plus", name="Ouderen", unit="%", source="CBS")
    for year, value in ((2022, 20.5), (2023, None), (2024, 21.0)):
        Observation.objects.create(indicator=national, period=year, area_code="BU00370101", value=value)
    elders = make_indicator(
        goal, kind=IndicatorKind.PERCENTAGE, decimals=1, national_key="65plus", national_code="BU00370101"
    )
    series = queries.series_of(elders)
    assert [point.written for point in series.points] == ["20,5%", "", "21,0%"]
    assert {point.source for point in series.points} == {"CBS"}
    with pytest.raises(indicators.IsNational):
        measure(elders, {2024: 20})


def test_a_small_number_of_people_is_not_shown(goal):
    national = NationalIndicator.objects.create(key="bijstand", name="Bijstand")
    Observation.objects.create(indicator=national, period=2024, area_code="BU00370101", value=3)
    few = make_indicator(goal, national_key="bijstand", national_code="BU00370101")
    point = queries.series_of(few).points[0]
    assert (point.value, point.note) == (None, "minder dan 5, niet getoond")


def test_many_series_are_asked_in_a_fixed_number_of_queries(goal, django_assert_max_num_queries):
    every = [make_indicator(goal, f"Indicator {number}") for number in range(12)]
    for each in every:
        measure(each, {2022: 1, 2024: 2})
    with django_assert_max_num_queries(16):
        assert len(queries.all_series(every)) == 12


# ── From a file ────────────────────────────────────────────────────────────────────────────────────────────────────
def read(text, *known):
    return figures_file.read(text.encode(), known)


def test_figures_come_in_from_a_file(mark):
    rows = read(
        "indicator;jaar;deel;waarde;bron;toelichting;nulmeting\n"
        "Rapportcijfer;2020;1;6,5;Enquête;;ja\n"
        "rapportcijfer;2022;;Niet gemeten;;;\n"
        "Rapportcijfer;2024;1;nog niet bekend;;;\n",
        mark,
    )
    assert indicators.measure_all(rows, **BY) == 3
    series = queries.series_of(mark)
    assert [(point.year, point.written, point.known) for point in series.points] == [
        (2020, "6,5", Known.MEASURED),
        (2022, "", Known.NOT_MEASURED),
        (2024, "", Known.NOT_YET_KNOWN),
    ]
    assert series.zero.year == 2020


def test_every_bad_row_is_named_and_nothing_comes_in(mark):
    with pytest.raises(figures_file.FileRefused) as refused:
        read("indicator;jaar;deel;waarde\nRapportcijfer;24;1;6\nOnbekend;2024;1;6\nRapportcijfer;2024;1;6.5\n", mark)
    assert [fault.split(":")[0] for fault in refused.value.faults] == ["Regel 2", "Regel 3", "Regel 4"]


def test_a_row_that_the_kind_refuses_is_named_and_nothing_comes_in(mark):
    rows = read("indicator;jaar;deel;waarde\nRapportcijfer;2023;1;6\nRapportcijfer;2024;1;12\n", mark)
    with pytest.raises(figures_file.FileRefused) as refused:
        indicators.measure_all(rows, **BY)
    assert refused.value.faults == ["Regel 3: Een rapportcijfer ligt tussen 1 en 10."]
    assert Measurement.objects.count() == 0


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n",
        "indicator;jaar\nRapportcijfer;2024\n",
        "indicator;jaar;deel;waarde\n",
        'indicator;jaar;deel;waarde\n"Rapportcijfer;2024\x00;1;6\n',
        "indicator;jaar;deel;waarde\nRapportcijfer;2024;1;6\nRapportcijfer;2024;1;7\n",
        "indicator;jaar;deel;waarde\nRapportcijfer;2024;1;\n",
        "indicator;jaar;deel;waarde\nRapportcijfer;²⁰²⁴;1;6\n",
    ],
)
def test_a_file_that_cannot_be_is_refused(mark, text):
    with pytest.raises(figures_file.FileRefused):
        read(text, mark)


def test_what_is_written_can_be_read_again(mark):
    measure(mark, {2020: 6.5})
    rows = [["Rapportcijfer", "2020", "1", "6,5", "Enquête", "=1+1", "ja"]]
    written = figures_file.written(rows)
    assert "'=1+1" in written
    assert figures_file.read(written.encode(), [mark])[0].values["value"] == Decimal("6.5")


@pytest.mark.parametrize("words", ["6.5", "zes", "1,2,3", "½", "", "1e3", "--1"])
def test_what_is_no_number_is_refused(words):
    with pytest.raises(figures_file.NotANumber):
        figures_file.number_of(words)
