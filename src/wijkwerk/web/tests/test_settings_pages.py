"""What a municipality decides for itself."""

import io
from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from wijkwerk.domain.people.tests.factories import make_administrator, make_coordinator, make_work_area, sign_in
from wijkwerk.foundation.journal.models import Entry
from wijkwerk.foundation.kit import clock
from wijkwerk.foundation.tenancy.models import ClosingDay, Municipality
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality
from wijkwerk.web.settings_pages import operations

PAGES = ["", "logo/", "woorden/", "werkwijze/", "sluitingsdagen/"]
HERE = "/beheer/gemeente/"
IDENTITY = {"name": "Kanaalstad", "theme": "wijkwerk", "mail_address": "", "phone": "0599 000 000"}
WORKING = {"answer_within": 5, "pick_up_within": 1, "reply_within": 3, "smallest_group": 10, "areas_year": 2024}
WORKING |= {"reports_per_hour": 40}


@pytest.fixture
def municipality(db):
    municipality = make_municipality()
    with in_municipality(municipality):
        yield municipality


@pytest.fixture
def administrator(client, municipality):
    return sign_in(client, make_administrator())


def picture(size=(1200, 300), kind="PNG"):
    content = io.BytesIO()
    Image.new("RGBA" if kind == "PNG" else "RGB", size, "#24602a").save(content, kind, comment=b"waar ik woon")
    return content.getvalue()


def seen(client, page=""):
    return client.get(HERE + page).context["seen"]


def now(municipality):
    return Municipality.objects.get(pk=municipality.pk)


@pytest.mark.parametrize("page", PAGES)
def test_only_an_administrator_decides(client, municipality, page):
    assert client.get(HERE + page).status_code == 302
    sign_in(client, make_coordinator(make_work_area()))
    assert client.get(HERE + page).status_code == 403
    sign_in(client, make_administrator(), "bea@example.nl")
    assert client.get(HERE + page).status_code == 200


def test_name_colours_and_addresses_are_its_own(administrator, municipality):
    response = administrator.post(HERE, IDENTITY | {"seen": seen(administrator)})
    assert response["Location"] == HERE
    assert (now(municipality).name, now(municipality).phone) == ("Kanaalstad", "0599 000 000")
    assert "Gemeente Kanaalstad" in administrator.get(HERE).content.decode()
    entry = Entry.objects.get(verb="settings.changed")
    assert entry.details == {"fields": ["name", "mail_address", "phone"]}


def test_what_somebody_else_changed_meanwhile_is_not_undone(administrator, municipality):
    before = seen(administrator)
    administrator.post(HERE, IDENTITY | {"seen": before})
    page = administrator.post(HERE, IDENTITY | {"seen": before, "name": "Veenstad"}).content.decode()
    assert "Iemand anders heeft deze instellingen intussen gewijzigd." in page
    assert 'value="Veenstad"' in page
    assert now(municipality).name == "Kanaalstad"


def test_a_theme_that_is_not_there_is_refused(administrator, municipality):
    page = administrator.post(HERE, IDENTITY | {"theme": "../kapot", "seen": seen(administrator)}).content.decode()
    assert "utrecht-form-field--invalid" in page
    assert now(municipality).theme == "wijkwerk"


def test_a_logo_is_made_anew_and_the_old_one_goes(administrator, municipality, django_capture_on_commit_callbacks):
    for kind in ("PNG", "JPEG"):
        with django_capture_on_commit_callbacks(execute=True):
            file = SimpleUploadedFile(f"logo.{kind.lower()}", picture(kind=kind))
            assert administrator.post(HERE + "logo/", {"logo": file})["Location"] == HERE
    kept = now(municipality).logo
    assert default_storage.listdir("logo")[1] == [kept.removeprefix("logo/")]
    with default_storage.open(kept) as file:
        content = file.read()
    assert b"waar ik woon" not in content
    assert (Image.open(io.BytesIO(content)).format, Image.open(io.BytesIO(content)).size) == ("PNG", (640, 160))
    shown = b"".join(administrator.get("/logo/").streaming_content)
    assert shown == content


def test_a_logo_can_go(administrator, municipality, django_capture_on_commit_callbacks):
    administrator.post(HERE + "logo/", {"logo": SimpleUploadedFile("logo.png", picture())})
    kept = now(municipality).logo
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(HERE + "logo/weg/")
    assert (now(municipality).logo, default_storage.exists(kept)) == ("", False)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<svg/>", "Dit bestand is geen plaatje dat wij kunnen lezen."),
        (picture()[:200], "Dit bestand is geen plaatje dat wij kunnen lezen."),
        (picture((6000, 5000)), "Dit plaatje is te groot."),
        (b"x" * (5 * 1024 * 1024 + 1), "Dit plaatje is te groot."),
    ],
)
def test_what_is_no_logo_is_refused_in_words(administrator, municipality, content, words):
    page = administrator.post(HERE + "logo/", {"logo": SimpleUploadedFile("logo.png", content)}).content.decode()
    assert words in page
    assert now(municipality).logo == ""


def test_own_words_are_used_and_empty_ones_are_the_usual(administrator, municipality):
    values = {"coordinator_one": "wijkmanager", "coordinator_many": "wijkmanagers", "work_area_many": "dorpen"}
    administrator.post(HERE + "woorden/", values | {"seen": seen(administrator, "woorden/")})
    own = now(municipality)
    assert own.words == {
        "coordinator": {"one": "wijkmanager", "many": "wijkmanagers"},
        "work_area": {"many": "dorpen"},
    }
    assert (own.word("coordinator"), own.word("work_area"), own.word("team")) == ("wijkmanager", "wijk", "wijkteam")
    assert "Dorpen" in administrator.get(HERE).content.decode()
    administrator.post(HERE + "woorden/", {"seen": seen(administrator, "woorden/")})
    assert now(municipality).words == {}


def test_promises_and_what_is_used_of_outside(administrator, municipality):
    values = WORKING | {"uses_location_service": "on", "seen": seen(administrator, "werkwijze/")}
    administrator.post(HERE + "werkwijze/", values)
    own = now(municipality)
    assert (own.answer_within, own.smallest_group, own.uses_location_service, own.uses_background_map) == (
        5,
        10,
        True,
        False,
    )


def test_a_promise_of_nothing_is_refused(administrator, municipality):
    administrator.post(HERE + "werkwijze/", WORKING | {"answer_within": 0, "seen": seen(administrator, "werkwijze/")})
    assert now(municipality).answer_within == 10


def test_a_day_on_which_it_is_closed(administrator, municipality):
    on = clock.today() + timedelta(days=10)
    for _twice in range(2):
        response = administrator.post(HERE + "sluitingsdagen/", {"on": on.isoformat(), "name": "Dorpsfeest"})
    assert "Deze dag staat al op de lijst." in response.content.decode()
    closed = ClosingDay.objects.get()
    assert "Dorpsfeest" in administrator.get(HERE + "sluitingsdagen/").content.decode()
    administrator.post(f"{HERE}sluitingsdagen/{closed.pk}/weg/")
    assert ClosingDay.objects.count() == 0
    assert [entry.verb for entry in Entry.objects.order_by("id")] == ["settings.day_closed", "settings.day_opened"]


def test_a_day_of_another_municipality_is_not_found(administrator, municipality):
    with in_municipality(make_municipality("GM0106", "Assen")):
        closed = ClosingDay.objects.create(on=clock.today(), name="Elders")
    assert administrator.post(f"{HERE}sluitingsdagen/{closed.pk}/weg/").status_code == 404


def test_the_seal_is_about_the_values_that_are_changed_here(municipality):
    before = operations.seal(municipality, ["name"])
    municipality.phone = "0599 111 111"
    assert operations.seal(municipality, ["name"]) == before
