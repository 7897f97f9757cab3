import pytest

from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def letter_text(settings):
    """Gives a letter template its text, as a room's file would."""

    def give(name, text):
        texts[name] = text

    texts = {}
    engine = settings.TEMPLATES[0]
    options = {
        **engine["OPTIONS"],
        "loaders": [("django.template.loaders.locmem.Loader", texts), *engine["OPTIONS"]["loaders"]],
    }
    settings.TEMPLATES = [{**engine, "OPTIONS": options}]
    return give
