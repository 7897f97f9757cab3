"""The register: every room's lines, and what cannot be right is seen at once."""

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from wijkwerk.foundation.kit.personal_data import Term
from wijkwerk.foundation.privacy import register
from wijkwerk.foundation.privacy.tests.factories import make_line


def nothing(line, *, before, at):
    return 0


def test_the_rooms_lines_are_there_from_the_start():
    assert {"privacy.accesslog", "outbox.letter", "files.photo"} <= {line.key for line in register.lines()}


def test_every_line_says_what_why_on_what_ground_and_how_long():
    said = {line.key: (line.what, line.why, line.basis, line.term) for line in register.lines()}
    assert [key for key, words in said.items() if not all(str(word).strip() for word in words)] == []


def test_lines_of_the_domain_come_first():
    places = [apps.get_model(line.model).__module__.startswith("wijkwerk.domain") for line in register.lines()]
    assert places == sorted(places, reverse=True)


def test_a_line_twice_is_a_fault(empty_register):
    empty_register.enter(make_line(), nothing)
    with pytest.raises(ImproperlyConfigured, match="twice"):
        empty_register.enter(make_line(), nothing)


def test_a_line_about_no_model_is_a_fault(empty_register):
    with pytest.raises(LookupError):
        empty_register.enter(make_line(model="tenancy.Nobody"), nothing)


def test_a_term_that_nobody_carries_out_is_a_fault(empty_register):
    with pytest.raises(ImproperlyConfigured, match="erase"):
        empty_register.enter(make_line(), None)


def test_a_line_without_a_term_needs_nobody(empty_register):
    empty_register.enter(make_line(term=None), None)
    assert empty_register.term_lines() == []


@pytest.mark.parametrize(("days", "least", "most"), [(5, 10, 100), (101, 10, 100), (1, 0, 10), (5, 10, 3)])
def test_a_term_outside_its_own_bounds_is_a_fault(days, least, most):
    with pytest.raises(ValueError, match="between"):
        Term(days=days, least=least, most=most)
