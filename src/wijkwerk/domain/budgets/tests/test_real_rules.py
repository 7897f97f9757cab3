"""Rules as municipalities have them, set up by the pages alone and worked through by hand."""

import pytest
from django.urls import reverse

from wijkwerk.domain.areas.models import Indicator
from wijkwerk.domain.budgets.models import Category, Fund, RuleSet
from wijkwerk.domain.budgets.queries import allotment, ceilings
from wijkwerk.domain.budgets.queries import rules as queries
from wijkwerk.domain.people.tests.factories import make_holder, make_work_area, sign_in
from wijkwerk.foundation.access.roles import Role


class Treasurer:
    """Somebody who fills in the pages; every page that refuses is a fault."""

    def __init__(self, client):
        self.client = client
        sign_in(client, make_holder(Role.TREASURER, name="Olaf Pennings"))

    def post(self, name, /, *args, **values):
        page = self.client.post(reverse(f"budgets:{name}", args=args), values)
        assert page.status_code == 302, page.context["form"].errors if page.context else page.content
        return page

    def fund(self, name, **values):
        usual = {"name": name, "what_for": "Voor de buurt.", "kind": "neighbourhood", "divided": "per-gebied"}
        self.post("new_fund", **usual | values)
        return Fund.objects.get(name=name)

    def rules(self, fund, valid_from="2025-01-01", **values):
        self.post("start_rules", fund.pk, valid_from=valid_from, **values)
        return RuleSet.objects.get(fund=fund, state="draft")

    def part(self, rule_set, part, **values):
        self.post("rule_part", rule_set.pk, part, **values)

    def row(self, rule_set, kind, **values):
        self.post("add_rule_row", rule_set.pk, kind, **values)

    def term(self, rule_set, kind, **values):
        self.post("add_term", rule_set.pk, kind, **values)
        return rule_set.allotment.terms.last()

    def publish(self, rule_set):
        self.post("publish_rules", rule_set.pk)
        rule_set.refresh_from_db()
        return rule_set


@pytest.fixture
def treasurer(client, municipality):
    return Treasurer(client)


BEFORE = {"year_is": "before", "years_before": "1"}


def shares(fund, year=2025):
    return {share.name: share.cents for share in allotment.sheet(fund, year).shares}


def test_a_base_by_size_of_households_two_years_back_and_so_much_each_with_a_floor(treasurer):
    """To 250 households € 1.500, to 1.000 € 2.500, else € 3.500; € 0,85 each; up to tens; at least € 1.750."""
    small, edge, large = (make_work_area(name) for name in ("Klein", "Net", "Groot"))
    fund = treasurer.fund("Budget erkende overlegpartners")
    rules = treasurer.rules(fund)
    Indicator.objects.create(key="huishoudens", name="Huishoudens")
    households = Indicator.objects.get(key="huishoudens").pk
    two_years = {"year_is": "before", "years_before": "2", "figure": households}
    size = treasurer.term(rules, "naar-grootte", words="Basis", counting="all", **two_years)
    for first, last, amount in (("0", "249", "1.500"), ("250", "999", "2.500"), ("1000", "", "3.500")):
        treasurer.post("add_term_row", size.pk, "klasse", from_count=first, last_count=last, base_cents=amount)
    heads = treasurer.term(rules, "per-inwoner", words="Per huishouden", rate="0,85", **two_years)
    treasurer.part(rules, "verdelen", least_cents="1.750", rounding_to="ten", rounding_way="up", index_permyriad="")
    treasurer.publish(rules)
    counts = {f"aantal-{area.pk}": n for area, n in ((small, 120), (edge, 250), (large, 1000))}
    for term in (size, heads):
        treasurer.post("type_figures", term.pk, 2025, **counts)
    assert shares(fund) == {"Klein": 175_000, "Net": 272_000, "Groot": 435_000}
    lines = [line.sum for share in allotment.sheet(fund, 2025).shares for line in share.lines if share.name == "Klein"]
    assert lines[0] == "120 huishoudens (eigen telling op 1 januari 2023), klasse 0 t/m 249: €\u00a01.500,00"


def test_a_fixed_total_is_divided_a_third_equally_and_the_rest_by_inhabitants(treasurer):
    areas = [make_work_area(name) for name in ("A", "B", "C")]
    fund = treasurer.fund("Dorpenpot")
    rules = treasurer.rules(fund)
    term = treasurer.term(rules, "deel", words="Samen", cents="100.000", equal_permille="33,3", **BEFORE)
    treasurer.publish(rules)
    counts = {f"aantal-{area.pk}": n for area, n in zip(areas, (1000, 2000, 4000), strict=True)}
    treasurer.post("type_figures", term.pk, 2025, **counts)
    # € 33.300 in three parts of € 11.100; € 66.700 by 1, 2 and 4 sevenths: 9.528,57 19.057,14 38.114,29
    assert shares(fund) == {"A": 2_062_857, "B": 3_015_714, "C": 4_921_429}


def test_a_village_with_a_council_gets_more_than_one_without_and_a_named_area_its_own_amount(treasurer):
    make_work_area("Dorp", kind="dorp")
    make_work_area("Wijk", kind="wijk")
    apart = make_work_area("Gehucht", kind="dorp")
    fund = treasurer.fund("Leefbaarheidsbudget")
    rules = treasurer.rules(fund)
    term = treasurer.term(rules, "naar-soort", words="Naar soort", **BEFORE)
    add = {"words": "Dorpsraad", "area_kind": "dorp", "base_cents": "4.250"}
    treasurer.post("add_term_row", term.pk, "soort", **add)
    treasurer.post("add_term_row", term.pk, "soort", words="Wijkplatform", area_kind="wijk", base_cents="7.500")
    treasurer.post("add_term_row", term.pk, "soort", words="Zonder raad", work_areas=[apart.pk], base_cents="500")
    treasurer.publish(rules)
    assert shares(fund) == {"Dorp": 425_000, "Gehucht": 50_000, "Wijk": 750_000}


def test_an_area_that_wrote_its_own_rules_is_held_to_these(treasurer):
    own, other = make_work_area("Eigen"), make_work_area("Ander")
    fund = treasurer.fund("Wijkbudget")
    usual = treasurer.rules(fund)
    treasurer.part(usual, "bedragen", most_per_application_cents="1.000", when_short="first_come")
    treasurer.publish(usual)
    apart = treasurer.rules(fund, work_area=own.pk, copy_of=usual.pk)
    treasurer.part(apart, "bedragen", most_per_application_cents="5.000", when_short="ranking")
    treasurer.publish(apart)
    costs = ceilings.costs_that_count([ceilings.Cost(None, 900_000)])
    most = {
        area.name: ceilings.most_for(queries.rule_set_on(fund, work_area=area, on=apart.valid_from), costs).cents
        for area in (own, other)
    }
    assert most == {"Eigen": 500_000, "Ander": 100_000}


def test_a_street_party_by_households_and_a_larger_plan_in_steps_with_own_money(treasurer):
    fund = treasurer.fund("Buurtfonds", divided="samen", kind="initiatives")
    treasurer.post("categories", fund.pk, name="Straatfeest")
    party = Category.objects.get()
    rules = treasurer.rules(fund)
    treasurer.part(
        rules, "bedragen", most_per_application_cents="7.500", own_share_permille="10", when_short="first_come"
    )
    treasurer.row(rules, "staffel", above_cents="500", share_permille="80")
    treasurer.row(rules, "staffel", above_cents="2.500", share_permille="50")
    treasurer.row(rules, "plafond", category=party.pk, most_per_application_cents="400", most_share_permille="25")
    treasurer.row(rules, "kosten", words="Alcohol", is_eligible="nee")
    treasurer.publish(rules)
    alcohol = rules.eligible_kinds.get()
    costs = ceilings.costs_that_count([ceilings.Cost(None, 600_000), ceilings.Cost(alcohol, 10_000)])
    # 500 whole, 2.000 for 80%, 3.500 for 50%: € 3.850; 10% of € 6.100 is own money
    most = ceilings.most_for(rules, costs)
    assert ([bound.cents for bound in most.bounds], most.cents) == ([385_000, 750_000, 549_000], 385_000)
    assert ceilings.most_for(rules, costs, category_id=party.pk).cents == 40_000
    assert queries.category_ceiling_cents(rules, party.pk, allotted_cents=2_000_000) == 500_000
