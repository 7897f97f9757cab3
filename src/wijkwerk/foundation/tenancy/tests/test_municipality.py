"""Which municipality is meant, and its own words and days."""

from datetime import date

from django.template import Context, Template
from django.test import RequestFactory

from wijkwerk.foundation.tenancy import queries
from wijkwerk.foundation.tenancy.middleware import MunicipalityMiddleware
from wijkwerk.foundation.tenancy.models import ClosingDay
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


def test_a_municipality_is_found_by_its_host_then_its_first_label_then_it_is_the_first(db):
    first = make_municipality("GM0037", "Stadskanaal")
    assen = make_municipality("GM0106", "Assen", host="wijk.assen.example")
    hosts = ["wijk.assen.example:8000", "Stadskanaal.localhost", "127.0.0.1"]
    assert [queries.municipality_of_host(host) for host in hosts] == [assen, first, first]


def test_a_host_of_its_own_goes_before_a_name(db):
    make_municipality("GM0037", "Stadskanaal")
    other = make_municipality("GM0106", "Assen", host="stadskanaal.example")
    assert queries.municipality_of_host("stadskanaal.example") == other


def test_without_a_municipality_there_is_none(db):
    assert queries.municipality_of_host("127.0.0.1") is None


def test_a_visitor_of_an_empty_installation_reads_what_to_do(db):
    answer = MunicipalityMiddleware(lambda request: None)(RequestFactory().get("/"))
    assert (answer.status_code, "add_municipality" in answer.content.decode()) == (503, True)


def test_style_and_scripts_need_no_municipality(db, settings):
    answer = MunicipalityMiddleware(lambda request: "style")(RequestFactory().get(f"{settings.STATIC_URL}app.css"))
    assert answer == "style"


def test_a_municipality_has_its_own_words_or_the_usual_ones(db):
    own = make_municipality(words={"coordinator": {"one": "dorps- en wijkcoördinator", "many": ""}})
    assert own.word("coordinator") == "dorps- en wijkcoördinator"
    assert own.word("coordinator", plural=True) == "wijkregisseurs"
    assert own.word("alderman") == "wijkwethouder"


def test_templates_say_the_municipalitys_own_word(db):
    page = Template("{% load tenancy %}{% word 'residents_body' capital=True %}, {% word 'team' plural=True %}")
    with in_municipality(make_municipality(words={"residents_body": {"one": "plaatselijk belang"}})):
        assert page.render(Context()) == "Plaatselijk belang, wijkteams"


def test_closing_days_are_those_of_this_municipality(municipality):
    day = date(2025, 5, 30)
    ClosingDay.objects.create(on=day, name="Dag na Hemelvaart")
    with in_municipality(make_municipality("GM0106", "Elders")) as other:
        ClosingDay.objects.create(on=date(2025, 12, 24), name="Kerstavond")
        assert other.closing_days == {date(2025, 12, 24)}
    assert municipality.closing_days == {day}
