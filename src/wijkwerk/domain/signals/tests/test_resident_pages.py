from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from wijkwerk.domain.signals import operations
from wijkwerk.domain.signals.models import PlaceKind, Reporter, Signal, SignalPhoto
from wijkwerk.domain.signals.states import State
from wijkwerk.domain.signals.tests import factories
from wijkwerk.foundation.access.policy import VISITOR
from wijkwerk.foundation.kit import clock


def form(work_area, **fields):
    values = {
        "text": "De stoeptegels liggen los.",
        "kind": "report",
        "place_kind": "area",
        "work_area": work_area.pk if work_area else "",
        "reply_by": "email",
        "name": "Rika",
        "reply_address": "rika@example.nl",
        "client_key": str(uuid4()),
    }
    return values | fields


@pytest.fixture
def report_url():
    return reverse("signals:report")


def test_a_report_without_scripts_ends_at_the_page_with_the_secret_link(client, maarswold, report_url):
    answer = client.post(report_url, form(maarswold), follow=True)
    reporter = Reporter.objects.get()
    assert answer.redirect_chain == [(reverse("signals:own_signal", args=[reporter.link_key]), 302)]
    assert (reporter.signal.state, reporter.signal.text) == (State.NEW, "De stoeptegels liggen los.")
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_the_same_form_sent_twice_is_one_signal(client, maarswold, report_url):
    values = form(maarswold)
    first = client.post(report_url, values)
    assert client.post(report_url, values).url == first.url
    assert Signal.objects.count() == 1


def test_what_was_typed_stays_when_something_is_missing(client, maarswold, report_url):
    answer = client.post(report_url, form(maarswold, text="", name="Rïka 😀"))
    assert "Vertel in een paar woorden wat er is." in answer.text
    assert 'value="Rïka 😀"' in answer.text
    assert Signal.objects.get().state == State.DRAFT


def test_an_emoji_in_a_name_is_kept(client, maarswold, report_url):
    client.post(report_url, form(maarswold, name="Rïka 😀"))
    assert Reporter.objects.get().name == "Rïka 😀"


def test_a_text_of_100000_characters_is_refused_with_its_length_and_kept_on_the_page(client, maarswold, report_url):
    long = "stoep " * 16_667
    answer = client.post(report_url, form(maarswold, text=long))
    assert "Deze tekst is te lang: 100.001 tekens. Er passen 5.000 tekens." in answer.text
    assert long.strip()[:500] in answer.text
    assert list(Signal.objects.exclude(state=State.DRAFT)) == []


def test_html_and_control_characters_are_only_text(client, maarswold, report_url):
    client.post(report_url, form(maarswold, text="<script>alert(1)</script>\x00\x07 los\u202e"))
    reporter = Reporter.objects.get()
    assert reporter.signal.text == "<script>alert(1)</script> los"
    page = client.get(reverse("signals:own_signal", args=[reporter.link_key]))
    assert "<script>alert" not in page.text
    assert "&lt;script&gt;alert" in page.text


def test_a_file_that_is_no_photo_is_refused_and_the_words_stay(client, maarswold, report_url, media):
    upload = SimpleUploadedFile("foto.jpg", b"dit is geen foto", content_type="image/jpeg")
    answer = client.post(report_url, form(maarswold, photos=[upload]))
    assert "De stoeptegels liggen los." in answer.text
    assert answer.context["form"].errors["photos"] == [
        "Dit bestand is geen foto die wij kunnen lezen. Kies een foto van het soort JPEG, PNG of WebP."
    ]
    assert (SignalPhoto.objects.count(), Signal.objects.get().state) == (0, State.DRAFT)


def test_a_photo_of_40_mb_is_refused_in_words(client, maarswold, report_url, media):
    upload = SimpleUploadedFile("foto.jpg", b"\xff\xd8" + b"0" * 40_000_000, content_type="image/jpeg")
    answer = client.post(report_url, form(maarswold, photos=[upload]))
    assert "20 MB" in str(answer.context["form"].errors["photos"])


def test_a_good_photo_is_kept_while_another_field_is_wrong(client, maarswold, report_url, media):
    answer = client.post(report_url, form(maarswold, text="", photos=[factories.photo_file()]))
    photo = SignalPhoto.objects.get()
    assert reverse("signals:own_photo", args=[Reporter.objects.get().link_key, photo.pk, "small"]) in answer.text


def test_an_address_without_an_email_address_is_refused(client, maarswold, report_url):
    answer = client.post(report_url, form(maarswold, reply_address="rika"))
    assert "Dit is geen e-mailadres." in answer.text
    answer = client.post(report_url, form(maarswold, reply_address=""))
    assert "Vul in waar wij u kunnen bereiken" in answer.text


def test_a_machine_that_fills_in_everything_leaves_nothing(client, maarswold, report_url):
    client.post(report_url, form(maarswold, website="http://x.example"))
    assert Signal.objects.count() == 0


def test_the_same_is_offered_before_sending_without_unchecked_words(client, maarswold, report_url):
    factories.report(maarswold, "De stoeptegels liggen los bij Jan de Vries", at=clock.now())
    values = form(maarswold, text="Stoeptegels liggen los")
    answer = client.post(report_url, values)
    assert "Is dit hetzelfde?" in answer.text
    assert "Jan de Vries" not in answer.text
    assert Signal.objects.filter(state=State.DRAFT).count() == 1
    client.post(report_url, values | {"nieuw": "ja"})
    assert Signal.objects.filter(state=State.NEW).count() == 2


def test_whoever_says_the_same_joins_and_gets_a_link(client, maarswold, report_url):
    first = factories.report(maarswold, "De stoeptegels liggen los", at=clock.now()).signal
    answer = client.post(report_url, form(maarswold, zelfde=first.pk))
    joined = Reporter.objects.exclude(is_first=True).get()
    assert answer.url.split("?")[0] == reverse("signals:own_signal", args=[joined.link_key])
    assert (joined.signal, joined.words) == (first, "De stoeptegels liggen los.")


def test_a_draft_goes_on_by_its_link(client, maarswold):
    kept = client.post(reverse("signals:keep"), form(maarswold, text="Half"), headers={"Accept": "application/json"})
    address = kept.json()["address"]
    assert "Half" in client.get(address).text
    answer = client.post(address, form(maarswold, text="Heel verhaal"))
    assert answer.url == reverse("signals:own_signal", args=[Reporter.objects.get().link_key])
    assert Signal.objects.get().text == "Heel verhaal"


def test_a_link_that_was_never_given_is_not_found_and_one_that_ended_says_so(client, reporter):
    assert client.get("/melding/onbekend/").status_code == 404
    reporter.link_until = clock.today() - timedelta(days=1)
    reporter.save()
    answer = client.get(reverse("signals:own_signal", args=[reporter.link_key]))
    assert (answer.status_code, "Deze link is verlopen" in answer.text) == (410, True)


def test_a_link_of_letters_that_no_database_takes_is_not_found(client, municipality):
    assert client.get("/melding/%00/").status_code == 404


def test_one_link_opens_no_other_signal(client, reporter, mussel, media):
    other = factories.report(mussel)
    photo = operations.add_photo(other, factories.photo_file(), by=VISITOR, at=clock.now())
    address = reverse("signals:own_photo", args=[reporter.link_key, photo.pk, "small"])
    assert client.get(address).status_code == 404


def test_the_first_click_on_not_helped_counts_and_a_prefetch_does_not(client, reporter, coordinator):
    operations.answer_signal(reporter.signal, verdict="yes", is_done=True, by=coordinator, at=clock.now())
    address = reverse("signals:helped", args=[reporter.link_key, "nee"])
    client.get(address, headers={"Sec-Purpose": "prefetch"})
    client.head(address)
    assert Signal.objects.get().state == State.DONE
    assert client.get(address).status_code == 200
    assert Signal.objects.get().state == State.NEW


def test_a_report_that_came_back_does_not_say_that_nobody_looked_at_it(client, reporter, coordinator):
    operations.answer_signal(reporter.signal, verdict="yes", is_done=True, by=coordinator, at=clock.now())
    operations.say_helped(reporter, is_helped=False, by=VISITOR, at=clock.now())
    page = client.get(reverse("signals:own_signal", args=[reporter.link_key])).text
    assert ("Wij pakken uw melding opnieuw op." in page, "Nog niemand heeft ernaar gekeken." in page) == (True, False)


def test_a_message_and_a_withdrawal_by_the_link(client, reporter):
    own = reverse("signals:own_signal", args=[reporter.link_key])
    assert client.post(own, {"text": "Nog iets", "client_key": str(uuid4())}).url == own
    assert "Nog iets" in client.get(own).text
    client.post(reverse("signals:withdraw", args=[reporter.link_key]), {"reason": "Opgelost"})
    assert Signal.objects.get().state == State.WITHDRAWN


def test_the_public_sees_checked_text_only(client, signal, coordinator):
    assert client.get(reverse("signals:public_signal", args=[signal.pk])).status_code == 404
    operations.publish(signal, public_text="Losse tegels.", shows_place=True, by=coordinator, at=clock.now())
    page = client.get(reverse("signals:public_signal", args=[signal.pk]))
    assert "Losse tegels." in page.text
    assert signal.text not in page.text
    assert "Rika" not in page.text


def test_a_public_photo_is_only_shown_when_it_was_looked_at(client, reporter, signal, coordinator, media):
    photo = operations.add_photo(reporter, factories.photo_file(), by=VISITOR, at=clock.now())
    operations.publish(signal, public_text="Los.", shows_place=False, by=coordinator, at=clock.now())
    address = reverse("signals:public_photo", args=[signal.pk, photo.pk, "small"])
    assert client.get(address).status_code == 404
    operations.publish(signal, public_text="Los.", shows_place=False, photos=[photo], by=coordinator, at=clock.now())
    assert client.get(address).headers["Content-Type"] == "image/jpeg"


def test_the_public_list_asks_as_many_questions_for_three_as_for_one(client, maarswold, coordinator, count_queries):
    address = reverse("signals:public_list")

    def publish(text):
        signal = factories.make_signal(maarswold, text)
        Signal.objects.filter(pk=signal.pk).update(place_kind=PlaceKind.POINT, lat=52.99, lon=6.95)
        operations.publish(signal, public_text=text, shows_place=True, by=coordinator, at=clock.now())

    publish("Een")
    one = count_queries(lambda: client.get(address))
    publish("Twee")
    publish("Drie")
    assert count_queries(lambda: client.get(address)) == one
