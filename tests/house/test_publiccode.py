"""publiccode.yml holds what the standard asks for, and says the same as pyproject.toml."""

from urllib.parse import urlsplit

import yaml

from tests.house import plan

SAID = yaml.safe_load((plan.ROOT / "publiccode.yml").read_text())


def test_publiccode_has_what_the_standard_asks_for():
    asked = {"publiccodeYmlVersion", "name", "url", "platforms", "categories", "developmentStatus", "softwareType"}
    asked |= {"description", "legal", "maintenance", "localisation", "releaseDate"}
    assert asked - set(SAID) == set()
    assert SAID["maintenance"]["contacts"][0]["name"] != ""
    assert SAID["localisation"]["localisationReady"] is True


def test_the_address_of_the_source_can_be_read_and_says_so_while_it_is_not_known():
    address = urlsplit(SAID["url"])
    assert (address.scheme, bool(address.hostname), address.path.endswith(".git")) == ("https", True, True)
    is_known = address.hostname not in ("example.com", "example.net", "example.org")
    text = (plan.ROOT / "publiccode.yml").read_text()
    assert ("Not published yet" in text) == (not is_known)
    assert is_known or "`example.org`" in (plan.ROOT / "CONTRIBUTING.md").read_text()


def test_descriptions_have_the_length_that_the_standard_asks_for():
    lengths = {
        language: (len(words["shortDescription"]) <= 150, 150 <= len(words["longDescription"]) <= 10_000)
        for language, words in SAID["description"].items()
    }
    assert lengths == {"nl": (True, True), "en": (True, True)}


def test_publiccode_and_pyproject_agree():
    project = plan.PYPROJECT["project"]
    short = SAID["description"]["nl"]["shortDescription"]
    assert (SAID["legal"]["license"], SAID["softwareVersion"], short) == (
        project["license"],
        project["version"],
        project["description"],
    )
