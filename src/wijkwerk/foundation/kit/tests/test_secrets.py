"""Secret links stay with who holds them: they stand in no log, and staff do not read them in letters."""

import logging

import pytest
from django.conf import settings

from wijkwerk.foundation.kit import text
from wijkwerk.foundation.kit.logs import WithoutSecrets

LINK = "https://wijk.example.nl/melding/EGNlVFtWVORf_1bRbEbItQ/"


@pytest.mark.parametrize(
    "path", ["/melding/{}/", "/melden/{}/", "/melding/{}", "/melding/{}/geholpen/ja/", "/api/v1/eigen-meldingen/{}"]
)
def test_the_secret_part_of_a_path_is_hidden(path):
    assert text.without_secrets(path.format("EGNlVFtWVORf_1bRbEbItQ")) == path.format("•••")


@pytest.mark.parametrize(
    "path", ["/signalen/12/", "/een-heel-lange-bladzijde-over-de-wijk/", "/static/app.9f8e7d6c5b4a.js"]
)
def test_other_paths_stay_as_they_are(path):
    assert text.without_secrets(path) == path


def test_a_secret_address_in_a_letter_is_no_link_either():
    told = text.without_secret_addresses(f"Volg uw melding:\n{LINK}\nof https://wijk.example.nl/contact/")
    assert told == "Volg uw melding:\nwijk.example.nl/melding/•••/\nof https://wijk.example.nl/contact/"


def test_the_log_hides_a_secret_link_that_has_expired():
    record = logging.LogRecord(
        "django.request", 30, "", 1, "%s: %s", ("Gone", "/melding/EGNlVFtWVORf_1bRbEbItQ/"), None
    )
    assert (WithoutSecrets().filter(record), record.getMessage()) == (True, "Gone: /melding/•••/")


def test_every_handler_of_the_log_hides_them():
    assert [handler["filters"] for handler in settings.LOGGING["handlers"].values()] == [["no_secrets"]]
