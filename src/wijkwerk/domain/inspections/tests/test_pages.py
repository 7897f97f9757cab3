"""The pages: who sees what, what is filled in, and what a telephone sends."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse

from wijkwerk.domain.inspections.models import (
    Finding,
    Inspection,
    Mark,
    ReferencePicture,
    Scale,
    SpotPhoto,
    Subject,
    Walker,
)
from wijkwerk.domain.inspections.operations import findings, marking, walks
from wijkwerk.domain.inspections.states import InspectionState
from wijkwerk.domain.inspections.tests import factories
from wijkwerk.domain.inspections.tests.factories import (
    BY,
    NOON,
    make_inspection,
    mark,
    photo_file,
    sign_in,
    spots,
)
from wijkwerk.foundation.access.roles import Role
from wijkwerk.foundation.kit import clock


@pytest.fixture
def inspection(maarswold, coordinator):
    return make_inspection(maarswold, on=clock.today())


@pytest.fixture
def body_member(maarswold):
    return factories.make_holder(Role.RESIDENTS_BODY, maarswold, name="Nynke Wijkraad", email="nynke@example.nl")


def place(name, *parts):
    return reverse(f"inspections:{name}", args=parts)


def words(answer):
    return answer.content.decode()


# ── Who sees what ──────────────────────────────────────────────────────────────────────────────────────────────────
@pytest.fixture
def walked(inspection, rika, jan):
    bridge, school = spots(inspection)
    mark(rika, bridge, "A", note="Naast nummer 12 staat het hoog.")
    mark(jan, bridge, "C")
    mark(jan, school, "D")
    marking.add_photo(rika, photo_file(), spot=bridge, made_at=NOON, key=uuid.uuid4(), **BY)
    return walks.move(inspection, state=InspectionState.WALKED, **BY)


def test_everybody_reads_the_result_without_names_remarks_and_photos(client, walked):
    page = words(client.get(walked.get_absolute_url()))
    assert "1 keer A, 1 keer C" in page
    hidden = ("Rika Veen", "Jan Smit", "nummer 12", "Foto&#x27;s", "Corrie")
    assert [secret for secret in hidden if secret in page] == []


def test_who_walks_along_for_a_body_reads_remarks_and_sees_photos_but_no_names(client, walked, body_member):
    sign_in(client, body_member)
    page = words(client.get(walked.get_absolute_url()))
    photo = SpotPhoto.objects.get()
    assert "nummer 12" in page
    assert [name for name in ("Rika Veen", "Jan Smit") if name in page] == []
    assert client.get(place("photo", photo.pk, photo.photo.version, "small")).status_code == 200
    assert client.get(place("marks", walked.pk)).status_code == 403


def test_a_photo_is_not_for_everybody(client, walked):
    photo = SpotPhoto.objects.get()
    answer = client.get(place("photo", photo.pk, photo.photo.version, "small"))
    assert answer.status_code == 302


def test_who_manages_it_reads_who_gave_what(client, walked, coordinator):
    sign_in(client, coordinator)
    assert "Jan Smit" in words(client.get(place("marks", walked.pk)))


def test_a_name_that_was_typed_on_the_way_is_not_for_everybody(client, inspection, rika):
    marking.add_spot_on_the_way(rika, name="Voor de deur van Piet", made_at=NOON, key=uuid.uuid4(), **BY)
    mark(rika, spots(inspection)[2], "D")
    walks.move(inspection, state=InspectionState.WALKED, **BY)
    for address in (inspection.get_absolute_url(), place("findings"), place("results")):
        assert "deur van Piet" not in words(client.get(address))
    assert Finding.objects.get().title == "Onkruid bij plek die onderweg is toegevoegd: D"


def test_a_list_asks_as_much_for_three_as_for_one(client, inspection, django_assert_max_num_queries):
    client.get(place("list"))
    with django_assert_max_num_queries(14) as asked:
        client.get(place("list"))
    one = len(asked)
    for number in range(2):
        make_inspection(
            inspection.work_area, subject=inspection.subject, scale=inspection.scale, title=f"Schouw {number}"
        )
    with django_assert_max_num_queries(one):
        client.get(place("list"))


# ── Preparing ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_coordinator_prepares_a_walk_with_its_route_and_invites(client, maarswold, coordinator):
    subject, scale = factories.make_subject(), factories.make_scale()
    sign_in(client, coordinator)
    key = str(uuid.uuid4())
    sent = {
        "work_area": maarswold.pk,
        "title": "Groenschouw",
        "on": "2030-05-06",
        "scale": scale.pk,
        "aspects": [aspect.pk for aspect in subject.aspects.all()],
        "client_key": key,
    }
    for _turn in range(2):
        client.post(place("prepare"), sent)
    [made] = Inspection.objects.all()
    client.post(place("add_spot", made.pk), {"name": "Bij de brug", "lat": "53.001", "lon": "6.901", "is_fixed": "on"})
    client.post(place("draw_spots", made.pk), {"seed": "6 mei", "count": "3"})
    client.post(
        place("invite_resident", made.pk),
        {"name": "Rika", "reply_by": "email", "reply_address": "rika@example.nl", "client_key": str(uuid.uuid4())},
    )
    assert (made.spots.count(), made.walkers.count()) == (4, 1)
    assert client.get(place("route", made.pk)).status_code == 200
    assert client.get(place("paper_form", made.pk)).status_code == 200
    drawn = json.loads(client.get(place("draws", made.pk)).content)["lotingen"]
    assert [(each["zaad"], each["aantal"], len(each["punten"])) for each in drawn] == [("6 mei", 3, 3)]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"title": ""}, "Geef de schouw een titel."),
        ({"aspects": []}, "Kies ten minste één aspect om te beoordelen."),
        ({"on": "gisteren"}, "Dit is geen datum. Schrijf de datum als 31-12-2026."),
    ],
)
def test_what_is_missing_is_told_and_nothing_typed_is_lost(client, maarswold, coordinator, fields, sentence):
    subject, scale = factories.make_subject(), factories.make_scale()
    sign_in(client, coordinator)
    sent = {
        "work_area": maarswold.pk,
        "title": "Groenschouw",
        "on": "2030-05-06",
        "gathers": "Bij de brug",
        "scale": scale.pk,
        "aspects": [aspect.pk for aspect in subject.aspects.all()],
    } | fields
    page = words(client.post(place("prepare"), sent))
    assert (sentence in page, "Bij de brug" in page, Inspection.objects.count()) == (True, True, 0)


def test_two_subjects_in_one_walk_are_refused(client, maarswold, coordinator):
    green, paving = factories.make_subject(), factories.make_subject("Bestrating", "Tegels")
    sign_in(client, coordinator)
    sent = {
        "work_area": maarswold.pk,
        "title": "Schouw",
        "on": "2030-05-06",
        "scale": factories.make_scale().pk,
        "aspects": [green.aspects.first().pk, paving.aspects.first().pk],
    }
    assert "Kies aspecten van één onderwerp." in words(client.post(place("prepare"), sent))


def test_a_coordinator_of_another_area_prepares_nothing_here(client, inspection):
    other = factories.make_coordinator(factories.make_work_area("Mussel"), name="Ander", email="ander@example.nl")
    sign_in(client, other)
    for name in ("route", "walkers", "change", "marks"):
        assert client.get(place(name, inspection.pk)).status_code == 403


# ── The walk by its link ───────────────────────────────────────────────────────────────────────────────────────────
def sent_by(client, walker, **items):
    return client.post(place("own_send", walker.link_key), json.dumps(items), content_type="application/json")


def told(inspection, spot, code, **more):
    return {
        "sleutel": str(uuid.uuid4()),
        "punt": str(spot.client_key),
        "aspect": str(inspection.aspects.get(name="Onkruid").pk),
        "niveau": str(factories.level(inspection, code).pk),
        "opmerking": "",
        "moment": NOON.isoformat(),
    } | more


def test_what_a_telephone_sends_is_taken_in_and_sent_twice_is_once(client, inspection, rika):
    [bridge, school] = spots(inspection)
    items = [told(inspection, bridge, "A"), told(inspection, school, "D", opmerking="Vol \x00 onkruid")]
    for _turn in range(2):
        answer = sent_by(client, rika, punten=[], oordelen=items).json()
        assert answer == {"binnen": [item["sleutel"] for item in items], "geweigerd": []}
    assert sorted(Mark.objects.values_list("level__code", "note")) == [("A", ""), ("D", "Vol onkruid")]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"punt": str(uuid.uuid4())}, "Dit punt staat niet op de route van deze schouw."),
        ({"aspect": "9" * 30}, "Dit aspect hoort niet bij deze schouw."),
        ({"niveau": "geen"}, "Kies een niveau van de schaal van deze schouw."),
        ({"moment": "gisteren"}, "Dit is niet goed aangekomen. Vul het opnieuw in."),
        ({"sleutel": 12}, "Dit is niet goed aangekomen. Vul het opnieuw in."),
        ({"opmerking": "x" * 1001}, "Een opmerking is hooguit 1.000 tekens. Maak de tekst korter."),
    ],
)
def test_one_thing_that_is_wrong_does_not_hold_up_the_rest(client, inspection, rika, wrong, why):
    [bridge, school] = spots(inspection)
    items = [told(inspection, bridge, "A") | wrong, told(inspection, school, "B")]
    answer = sent_by(client, rika, oordelen=items).json()
    assert ([each["waarom"] for each in answer["geweigerd"]], len(answer["binnen"])) == ([why], 1)


@pytest.mark.parametrize("body", ["", "[]", "12", '{"oordelen": 3}', '{"oordelen": [1, null, "x"]}', "{"])
def test_nonsense_is_answered(client, inspection, rika, body):
    answer = client.post(place("own_send", rika.link_key), body, content_type="application/json")
    assert answer.status_code in (200, 400)
    assert Mark.objects.count() == 0


def test_a_photo_is_sent_once_and_what_is_none_is_told(client, inspection, rika):
    [bridge, _school] = spots(inspection)
    sent = {"sleutel": str(uuid.uuid4()), "punt": str(bridge.client_key), "moment": NOON.isoformat()}
    for _turn in range(2):
        assert client.post(place("own_photo", rika.link_key), sent | {"foto": photo_file()}).status_code == 200
    assert SpotPhoto.objects.count() == 1
    for wrong in ({"sleutel": "x"}, {"foto": "geen bestand"}):
        answer = client.post(place("own_photo", rika.link_key), sent | {"foto": photo_file()} | wrong)
        assert (answer.status_code, answer.json()) == (
            400,
            {"fout": "Dit is niet goed aangekomen. Vul het opnieuw in."},
        )


def test_a_link_that_is_wrong_or_old_says_so(client, inspection, rika):
    assert client.get(place("own_walk", "bestaatniet")).status_code == 404
    Inspection.objects.filter(pk=inspection.pk).update(on=clock.today() - timedelta(days=366))
    assert client.get(place("own_walking", rika.link_key)).status_code == 410


def test_a_link_opens_one_walk_and_nothing_else(client, inspection, rika):
    other = make_inspection(
        inspection.work_area, subject=inspection.subject, scale=inspection.scale, title="Andere", on=clock.today()
    )
    [there, _school] = spots(other)
    answer = sent_by(client, rika, oordelen=[told(inspection, there, "A")]).json()
    assert [each["waarom"] for each in answer["geweigerd"]] == ["Dit punt staat niet op de route van deze schouw."]


def test_the_walk_can_stand_on_the_first_screen_of_a_telephone(client, inspection, rika):
    manifest = client.get(place("own_manifest", rika.link_key)).json()
    assert (manifest["display"], manifest["start_url"]) == ("standalone", place("own_walking", rika.link_key))


def test_a_walk_of_a_hundred_spots_stays_light(client, inspection, rika, django_assert_max_num_queries):
    for number in range(98):
        walks.add_spot(inspection, name=f"Punt {number}", lat=53.002, lon=6.902, **BY)
    with django_assert_max_num_queries(20):
        page = client.get(place("own_walking", rika.link_key))
    assert (page.content.count(b"data-walk-spot="), len(page.content) < 900_000) == (101, True)


def test_somebody_of_staff_walks_along_by_a_link_of_their_own(client, inspection, body_member):
    sign_in(client, body_member)
    for _turn in range(2):
        answer = client.post(place("join", inspection.pk))
    walker = Walker.objects.get(person=body_member)
    assert answer["Location"] == place("own_walking", walker.link_key)


def test_who_walked_says_what_is_wrong_with_the_list(client, walked, rika):
    findings.send_list(walked, **BY)
    assert "Klopt de actielijst?" in words(client.get(rika.get_absolute_url()))
    client.post(place("agree", rika.link_key), {"agrees": "nee", "words": "Het bankje ontbreekt."})
    rika.refresh_from_db()
    assert (rika.agrees, rika.agrees_words) == (False, "Het bankje ontbreekt.")


# ── On paper ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_a_paper_form_is_typed_over_and_again_changes_nothing(client, inspection, jan, coordinator):
    [bridge, school] = spots(inspection)
    weeds = inspection.aspects.get(name="Onkruid")
    sign_in(client, coordinator)
    sent = {
        f"niveau-{bridge.pk}-{weeds.pk}": factories.level(inspection, "C").pk,
        f"opmerking-{bridge.pk}-{weeds.pk}": "Hoog gras",
        f"niveau-{school.pk}-{weeds.pk}": "",
    }
    for _turn in range(2):
        client.post(place("type_over", jan.pk), sent)
    [typed] = Mark.objects.all()
    assert (typed.level.code, typed.note, typed.typed_by) == ("C", "Hoog gras", coordinator)
    assert "Hoog gras" in words(client.get(place("type_over", jan.pk)))


# ── Findings ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_organisation_answers_the_finding_that_it_owns(client, walked, maarswold):
    housing = factories.make_organisation(work_areas=[maarswold])
    piet = factories.make_person("Piet Partner", organisation=housing, email="piet@example.nl")
    finding = findings.add_finding(walked, title="Hek maken", due_on=clock.today(), owner_organisation=housing, **BY)
    sign_in(client, piet)
    client.post(place("answer_finding", finding.pk), {"state": "done", "answer": "Het hek staat."})
    finding.refresh_from_db()
    assert (finding.state, finding.answer) == ("done", "Het hek staat.")


def test_who_does_not_own_a_finding_does_not_answer_it(client, walked, body_member):
    finding = Finding.objects.first()
    sign_in(client, body_member)
    assert client.post(place("answer_finding", finding.pk), {"state": "done"}).status_code == 403


def test_a_finding_is_added_changed_and_made_a_signal(client, walked, coordinator):
    sign_in(client, coordinator)
    owner = f"persoon:{coordinator.pk}"
    line = {"title": "Bankje maken", "owner": owner, "due_on": "2030-01-01", "client_key": str(uuid.uuid4())}
    for _turn in range(2):
        client.post(place("add_finding", walked.pk), line)
    made = Finding.objects.get(title="Bankje maken")
    client.post(
        place("change_finding", made.pk),
        {"title": "Bankje verven", "owner": owner, "due_on": "2030-02-01", "version": made.version},
    )
    client.post(place("make_signal", made.pk))
    made.refresh_from_db()
    assert (made.title, made.signal is not None) == ("Bankje verven", True)
    assert client.get(made.get_absolute_url()).status_code == 200


def test_late_findings_are_shown_as_late(client, walked, coordinator):
    Finding.objects.update(due_on=clock.today() - timedelta(days=1))
    sign_in(client, coordinator)
    assert "te laat" in words(client.get(place("findings"), {"stand": "laat"}))


def test_no_without_a_reason_is_refused_in_the_form(client, walked, coordinator):
    finding = Finding.objects.first()
    sign_in(client, coordinator)
    page = words(client.post(place("answer_finding", finding.pk), {"state": "not_done", "answer": " "}))
    assert "Schrijf op waarom het niet gebeurt. Wie meeliep, leest dit." in page


# ── Results ────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_results_stand_in_a_table_a_map_and_a_chart(client, walked):
    page = words(client.get(place("results"), {"jaar": clock.today().year}))
    assert ("0 / 2 (0%)" in page, "ww-map" in page, "ww-bars" in page) == (True, True, True)
    assert "ww-lines" not in words(client.get(place("results"), {"gebied": walked.work_area_id}))  # one year is no line
    later = factories.make_inspection(
        walked.work_area, subject=walked.subject, scale=walked.scale, on=walked.on + timedelta(days=366)
    )
    mark(factories.make_walker(later), spots(later)[0], "A")
    walks.move(later, state=InspectionState.WALKED, **BY)
    page = words(client.get(place("results"), {"gebied": walked.work_area_id}))
    assert ("Groen: Onkruid, hoeveel punten goed genoeg zijn" in page, "ww-lines" in page) == (True, True)


# ── Settings ───────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_administrator_sets_up_scales_subjects_and_pictures(client, municipality):
    sign_in(client, factories.make_holder(Role.ADMINISTRATOR, email="bea@example.nl"))
    client.post(place("usual_scales"))
    client.post(
        place("make_scale"), {"name": "Kort", "kind": "labels", "levels": "goed: netjes\nslecht", "norm": "goed"}
    )
    short = Scale.objects.get(name="Kort")
    client.post(place("change_scale", short.pk), {"levels": "goed\nmatig\nslecht", "norm": "matig"})
    client.post(place("make_subject"), {"name": "Groen"})
    subject = Subject.objects.get()
    client.post(place("make_aspect", subject.pk), {"name": "Onkruid", "season": "summer"})
    [aspect] = subject.aspects.all()
    level = Scale.objects.get(name="Kort", version=2).levels.get(code="goed")
    photo = {"level": level.pk, "photo": photo_file(), "alt": "Stoep zonder onkruid"}
    client.post(place("keep_picture", aspect.pk), photo)
    client.post(place("settings"), {"makes_signals": "on", "days_to_answer": "15"})
    [picture] = ReferencePicture.objects.all()
    assert (Scale.objects.count(), Scale.objects.current().count(), picture.alt) == (5, 4, "Stoep zonder onkruid")
    assert client.get(picture.address).status_code == 200
    for address in (place("settings"), place("subject", subject.pk)):
        assert client.get(address).status_code == 200


def test_a_picture_without_words_is_refused(client, municipality):
    sign_in(client, factories.make_holder(Role.ADMINISTRATOR, email="bea@example.nl"))
    aspect = factories.make_subject().aspects.first()
    level = factories.make_scale().levels.first()
    page = client.post(place("keep_picture", aspect.pk), {"level": level.pk, "photo": photo_file(), "alt": " "})
    assert ("Beschrijf in een zin wat er op de foto te zien is." in words(page), ReferencePicture.objects.count()) == (
        True,
        0,
    )
