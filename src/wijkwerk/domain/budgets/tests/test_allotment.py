from datetime import date
from fractions import Fraction

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from wijkwerk.domain.areas.models import Indicator, Observation
from wijkwerk.domain.areas.tests.factories import make_buurten, make_work_area
from wijkwerk.domain.budgets.models import AllotmentRule, AllotmentTerm, BodyKindAmount, RuleSet, SizeClass, TypedFigure
from wijkwerk.domain.budgets.queries import allotment
from wijkwerk.domain.budgets.tests.fund_factories import make_fund, make_rules, publish


def draft(fund, **fields):
    return make_rules(fund, state="draft", **fields)


def make_rule(rule_set, **fields):
    return AllotmentRule.objects.create(rule_set=rule_set, **fields)


def make_term(rule, kind, **fields):
    return AllotmentTerm.objects.create(allotment=rule, kind=kind, **{"words": "Bedrag"} | fields)


def type_in(term, counts):
    TypedFigure.objects.bulk_create(
        TypedFigure(term=term, work_area=area, period=2024, count=n) for area, n in counts.items()
    )


def make_class(term, first, last=None, **fields):
    """Both edges belong to it, as people write it."""
    return SizeClass.objects.create(
        term=term, from_count=first, until_count=None if last is None else last + 1, **fields
    )


def shares(fund, year):
    for rule_set in RuleSet.objects.filter(fund=fund, state="draft"):
        publish(rule_set)
    return allotment.sheet(fund, year).shares


def amounts(fund, year=2025):
    return {share.name: share.cents for share in shares(fund, year)}


def sums(fund, year=2025):
    return {share.name: [line.sum for line in share.lines] for share in shares(fund, year)}


@pytest.fixture
def inhabitants(municipality):
    return Indicator.objects.create(key="aantal_inwoners", name="Inwoners")


@pytest.fixture
def fund(municipality):
    return make_fund("Wijkbudget", per_area=True)


@pytest.fixture
def three(municipality):
    return [make_work_area(name, kind=kind) for name, kind in (("A", "wijk"), ("B", "dorp"), ("C", "dorp"))]


def test_a_fund_for_the_whole_municipality_gets_its_fixed_amount(municipality):
    fund = make_fund()
    make_term(make_rule(draft(fund)), "fixed", cents=8_600_000)
    assert amounts(fund) == {"de hele gemeente": 8_600_000}


def test_so_much_a_head_on_the_first_of_january_of_the_year_before(fund, inhabitants):
    make_buurten(2)
    make_work_area("A", codes=["BU00370000", "BU00370001"])
    for code, period, value in (("BU00370000", 2024, 800), ("BU00370001", 2024, 434), ("BU00370000", 2025, 9000)):
        Observation.objects.create(indicator=inhabitants, period=period, area_code=code, value=value)
    make_term(make_rule(draft(fund)), "per_inhabitant", rate=125_00, figure=inhabitants)
    assert amounts(fund) == {"A": 154_250}
    assert sums(fund) == {"A": ["1.234 inwoners op 1 januari 2024 × €\u00a01,25"]}


def test_a_figure_that_is_not_there_is_named_and_nothing_is_guessed(fund, inhabitants):
    make_buurten(2)
    make_work_area("A", codes=["BU00370000", "BU00370001"])
    Observation.objects.create(indicator=inhabitants, period=2024, area_code="BU00370000", value=800)
    make_term(make_rule(draft(fund)), "per_inhabitant", rate=125_00, figure=inhabitants)
    assert amounts(fund) == {"A": None}
    assert sums(fund) == {"A": ["er is geen cijfer voor inwoners op 1 januari 2024 (van BU00370001)"]}


def test_an_area_that_is_a_whole_wijk_has_the_figure_of_the_wijk(fund, inhabitants):
    make_buurten(2)
    make_work_area("A", codes=["BU00370000", "BU00370001"])
    Observation.objects.create(indicator=inhabitants, period=2024, area_code="WK003700", value=1000)
    make_term(make_rule(draft(fund)), "per_inhabitant", rate=200_00, figure=inhabitants)
    assert amounts(fund) == {"A": 200_000}


def test_a_rate_may_have_parts_of_a_cent_and_is_rounded_half_up(fund, three):
    term = make_term(make_rule(draft(fund)), "per_inhabitant", rate=112_50)
    type_in(term, dict(zip(three, (1, 2, 3), strict=True)))
    assert amounts(fund) == {"A": 113, "B": 225, "C": 338}


@pytest.mark.parametrize(
    ("number", "cents"), [(0, 100_000), (999, 100_000), (1000, 250_000), (2499, 250_000), (2500, 400_000)]
)
def test_the_edges_of_a_class_belong_to_it(fund, maarswold, number, cents):
    term = make_term(make_rule(draft(fund)), "size_class")
    make_class(term, 0, 999, base_cents=100_000)
    make_class(term, 1000, 2499, base_cents=250_000)
    make_class(term, 2500, base_cents=400_000)
    type_in(term, {maarswold: number})
    assert amounts(fund) == {"Maarswold": cents}


@pytest.mark.parametrize(
    ("counting", "cents"),
    [("all", 250_000 + 150_000), ("above", 250_000 + 50_000), ("brackets", 250_000 + 200_000 + 50_000)],
)
def test_a_base_and_so_much_a_head_over_all_over_the_rest_or_in_brackets(fund, maarswold, counting, cents):
    term = make_term(make_rule(draft(fund)), "size_class", counting=counting)
    make_class(term, 0, 999, base_cents=100_000, rate=200_00)
    make_class(term, 1000, base_cents=250_000, rate=100_00)
    type_in(term, {maarswold: 1500})
    assert amounts(fund) == {"Maarswold": cents}


def test_what_falls_between_two_classes_gets_nothing_and_that_is_told(fund, maarswold):
    rules = draft(fund)
    term = make_term(make_rule(rules), "size_class", words="Basis")
    make_class(term, 0, 999, base_cents=100_000)
    make_class(term, 1001, base_cents=50_000)
    type_in(term, {maarswold: 1000})
    assert amounts(fund) == {"Maarswold": 0}
    assert allotment.oddities(rules) == ["“Basis”: 1.000 t/m 1.000 valt in geen klasse en krijgt niets."]


def test_an_amount_that_falls_where_the_number_grows_is_computed_and_told(fund, maarswold):
    rules = draft(fund)
    term = make_term(make_rule(rules), "size_class", words="Basis")
    make_class(term, 0, 999, base_cents=100_000)
    make_class(term, 1000, base_cents=90_000)
    type_in(term, {maarswold: 1000})
    assert amounts(fund) == {"Maarswold": 90_000}
    assert allotment.oddities(rules) == [
        "“Basis”: bij 1.000 is het bedrag lager (€\u00a0900,00) dan bij één minder (€\u00a01.000,00)."
    ]


def test_each_kind_of_area_has_its_amount_and_one_that_is_named_goes_first(fund, three):
    term = make_term(make_rule(draft(fund)), "by_body_kind")
    BodyKindAmount.objects.create(term=term, words="Dorpsraad", area_kind="dorp", base_cents=300_000)
    BodyKindAmount.objects.create(term=term, words="Wijkplatform", area_kind="wijk", base_cents=500_000)
    BodyKindAmount.objects.create(term=term, words="Kern zonder raad", base_cents=75_000).work_areas.add(three[2])
    assert amounts(fund) == {"A": 500_000, "B": 300_000, "C": 75_000}


def test_a_total_is_divided_half_in_equal_parts_and_half_by_number_to_the_cent(fund, three):
    term = make_term(make_rule(draft(fund)), "share", cents=10_000_001, equal_permille=500)
    type_in(term, dict(zip(three, (100, 100, 101), strict=True)))
    shared = amounts(fund)
    assert sum(shared.values()) == 10_000_001
    exact = Fraction(10_000_001, 2)
    assert shared == {
        "A": int(exact / 3 + exact * 100 / 301) + 1,
        "B": int(exact / 3 + exact * 100 / 301),
        "C": int(exact / 3 + exact * 101 / 301) + 1,
    }


def test_a_share_is_not_known_while_the_figure_of_one_area_is_missing(fund, three):
    term = make_term(make_rule(draft(fund)), "share", cents=1_000)
    type_in(term, {three[0]: 10})
    assert amounts(fund) == {"A": None, "B": None, "C": None}
    assert sums(fund)["A"] == ["het cijfer van 2 gebieden ontbreekt"]


def test_terms_add_up_with_index_floor_ceiling_and_rounding(fund, three):
    rule = make_rule(draft(fund), index_permyriad=250, least_cents=200_000, most_cents=500_000, rounding_to="ten")
    make_term(rule, "fixed", cents=100_000)
    heads = make_term(rule, "per_inhabitant", rate=100_00, order=1)
    make_term(rule, "fixed", cents=50_000, only_kind="dorp", order=2)
    type_in(heads, dict(zip(three, (500, 1111, 9999), strict=True)))
    assert amounts(fund) == {
        "A": 200_000,  # 1.000 + 500 + 2,5% = 1.537,50, so the floor
        "B": 268_000,  # 1.000 + 1.111 + 500 + 2,5% = 2.676,28
        "C": 500_000,
    }


def test_more_than_the_total_is_brought_back_in_proportion(fund, three):
    rule = make_rule(draft(fund), total_cents=100_000, rounding_to="euro")
    term = make_term(rule, "per_inhabitant", rate=100_00)
    type_in(term, dict(zip(three, (1000, 1000, 1000), strict=True)))
    assert amounts(fund) == {"A": 33_300, "B": 33_300, "C": 33_300}


def test_an_area_with_its_own_rules_is_allotted_by_these(fund, three):
    make_term(make_rule(draft(fund)), "fixed", cents=100_000)
    make_term(make_rule(draft(fund, work_area=three[1])), "fixed", cents=250_000)
    assert amounts(fund) == {"A": 100_000, "B": 250_000, "C": 100_000}


def test_the_rules_of_the_first_of_january_allot_a_year(fund, maarswold):
    make_term(make_rule(draft(fund, valid_until=date(2025, 7, 1))), "fixed", cents=100_000)
    make_term(make_rule(draft(fund, valid_from=date(2025, 7, 1))), "fixed", cents=200_000)
    assert amounts(fund, 2025) == {"Maarswold": 100_000}
    assert amounts(fund, 2026) == {"Maarswold": 200_000}


def test_the_first_rules_of_a_year_allot_it_where_none_held_at_its_beginning(fund, three):
    make_term(make_rule(draft(fund, valid_from=date(2025, 5, 1))), "fixed", cents=100)
    make_term(make_rule(draft(fund, valid_from=date(2025, 3, 1), work_area=three[1])), "fixed", cents=300)
    assert amounts(fund, 2025) == {"A": 100, "B": 300, "C": 100}
    assert amounts(fund, 2024) == {"A": None, "B": None, "C": None}


def test_rules_of_an_area_that_begin_in_the_year_wait_for_the_next(fund, three):
    make_term(make_rule(draft(fund)), "fixed", cents=100)
    make_term(make_rule(draft(fund, valid_from=date(2025, 3, 1), work_area=three[1])), "fixed", cents=300)
    assert amounts(fund, 2025) == {"A": 100, "B": 100, "C": 100}
    assert amounts(fund, 2026) == {"A": 100, "B": 300, "C": 100}


def test_more_areas_ask_no_more_questions(fund, inhabitants):
    make_term(make_rule(draft(fund)), "per_inhabitant", rate=125_00, figure=inhabitants)

    def questions():
        shares(fund, 2025)
        with CaptureQueriesContext(connection) as asked:
            allotment.sheet(fund, 2025)
        return len(asked)

    make_buurten(4)
    make_work_area("A", codes=["BU00370000"])
    with_one = questions()
    for name, code in (("B", "BU00370001"), ("C", "BU00370002"), ("D", "BU00370003")):
        make_work_area(name, codes=[code])
    assert questions() == with_one


def test_only_the_areas_that_are_named_have_a_pot(municipality, three):
    fund = make_fund(per_area=True, work_areas=three[:2])
    make_term(make_rule(draft(fund)), "fixed", cents=100)
    assert amounts(fund) == {"A": 100, "B": 100}
