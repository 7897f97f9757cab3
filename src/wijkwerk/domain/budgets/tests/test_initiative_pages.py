"""Pages of initiatives and of the award, for who comes by, who keeps one, staff, and the jury."""

import csv
import io

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from wijkwerk.domain.budgets.models import AwardYear, HelpOffer, Initiative, Nomination, PaperSupport, Starter, Support
from wijkwerk.domain.budgets.operations import awards, helping, initiatives
from wijkwerk.domain.budgets.queries import initiatives as queries
from wijkwerk.domain.budgets.tests.initiative_factories import (
    BY,
    BY_RESIDENT,
    MONDAY,
    make_award,
    make_initiative,
    make_jury,
    nominate,
    start,
)
from wijkwerk.domain.people.tests.factories import make_coordinator, make_work_area, sign_in
from wijkwerk.domain.signals.models import Kind
from wijkwerk.domain.signals.tests.factories import make_signal, photo_file, report
from wijkwerk.foundation.kit import clock

PERSONS = ("Rika Veen", "rika@example.nl", "Wim Haveman", "0599 123456", "buur@example.nl")


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: MONDAY)


@pytest.fixture
def staff(client, municipality, maarswold):
    municipality.second_factor_required = False
    municipality.save()
    person = make_coordinator(maarswold)
    sign_in(client, person)
    return person


def page(client, view, *args, **how):
    answer = client.get(reverse(f"budgets:{view}", args=args), **how)
    return answer.status_code, answer.content.decode()


def pressed(client, view, *args, **values):
    return client.post(reverse(f"budgets:{view}", args=args), values)


# ── For everybody ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_started_without_an_account_and_kept_by_the_link(client, maarswold):
    values = {"title": "Moestuin", "words": "Groente.", "work_area": maarswold.pk, "name": "Rika Veen"}
    values |= {"reply_by": "email", "reply_address": "rika@example.nl"}
    answer = pressed(client, "start_initiative", **values, photos=photo_file())
    starter = Starter.objects.get()
    assert answer.url == starter.get_absolute_url()
    assert starter.initiative.photos.count() == 1
    assert page(client, "own_initiative", starter.link_key)[0] == 200
    assert page(client, "initiative", starter.initiative_id)[0] == 404


def test_pressed_twice_is_one_initiative_with_one_photo(client, maarswold):
    values = {"title": "Moestuin", "words": "Groente.", "work_area": maarswold.pk, "reply_by": "none"}
    values |= {"client_key": "7b0f3f5e-0000-4000-8000-000000000001"}
    first, again = (pressed(client, "start_initiative", **values, photos=photo_file()) for _ in range(2))
    assert (first.url, Initiative.objects.get().photos.count()) == (again.url, 1)
    key = Starter.objects.get().link_key
    told = {"kind": "news", "words": "Wij beginnen.", "client_key": "7b0f3f5e-0000-4000-8000-000000000002"}
    for _ in range(2):
        pressed(client, "own_initiative_tell", key, **told, photos=photo_file())
    row = Initiative.objects.get()
    assert (row.updates.count(), row.photos.count()) == (1, 2)


def test_a_photo_that_is_refused_does_not_stop_the_initiative(client, maarswold):
    values = {"title": "Moestuin", "words": "Groente.", "work_area": maarswold.pk, "reply_by": "none"}
    answer = client.post(
        reverse("budgets:start_initiative"),
        values | {"photos": SimpleUploadedFile("a.jpg", b"geen foto")},
        follow=True,
    )
    assert "geen foto die wij kunnen lezen" in answer.content.decode()
    assert Initiative.objects.count() == 1


def test_what_is_missing_is_asked_beside_its_field_and_nothing_typed_is_lost(client, maarswold):
    values = {"title": "Moestuin", "words": "Groente kweken.", "reply_by": "email", "reply_address": ""}
    answer = pressed(client, "start_initiative", **values)
    text = answer.content.decode()
    assert ("Groente kweken." in text, Initiative.objects.count()) == (True, 0)
    answer = pressed(client, "start_initiative", **values | {"work_area": maarswold.pk})
    assert "Vul in waar wij u kunnen bereiken" in answer.content.decode()


def test_what_looks_alike_is_pointed_out_before_sending_and_sent_all_the_same(client, maarswold):
    known = make_initiative(maarswold, "Moestuin achter de school", "Groente kweken op het grasveld.")
    values = {"title": "Een moestuin bij school", "words": "Groente op het grasveld.", "work_area": maarswold.pk}
    values |= {"reply_by": "none"}
    answer = pressed(client, "start_initiative", **values)
    text = answer.content.decode()
    assert (known.public_title in text, reverse("budgets:support_initiative", args=[known.pk]) in text) == (True, True)
    assert Initiative.objects.count() == 1
    pressed(client, "start_initiative", **values, nieuw="ja")
    assert Initiative.objects.count() == 2


def test_a_machine_that_fills_in_what_nobody_sees_starts_nothing(client, maarswold):
    values = {"title": "Winst", "words": "Snel.", "work_area": maarswold.pk, "reply_by": "none", "website": "x"}
    pressed(client, "start_initiative", **values)
    assert Initiative.objects.count() == 0


def test_no_public_page_has_the_name_of_a_private_person(client, maarswold):
    initiative = make_initiative(maarswold, organisation_name="Buurtvereniging De Linden")
    wanted = helping.ask_help(initiative, words="Wie heeft een aanhanger?", **BY_RESIDENT)
    helping.publish_words(wanted, public_words="Wie heeft een aanhanger?", **BY)
    offer = {"name": "Wim Haveman", "reply_by": "phone", "reply_address": "0599 123456"}
    helping.offer_help(initiative, wanted=wanted, **offer, **BY_RESIDENT)
    for name, args in (("initiatives", []), ("initiative", [initiative.pk])):
        status, text = page(client, name, *args)
        assert (status, [each for each in PERSONS if each in text]) == (200, [])
    assert "Buurtvereniging De Linden" in text


def test_the_list_is_of_an_area_and_of_who_asks_help(client, maarswold, municipality):
    here = make_initiative(maarswold, "Moestuin")
    make_initiative(make_work_area("Mussel"), "Bankje")
    wanted = helping.ask_help(here, words="Wie helpt?", **BY_RESIDENT)
    helping.publish_words(wanted, public_words="Wie helpt?", **BY)
    for query in (f"gebied={maarswold.pk}", "stand=hulp"):
        text = client.get(f"{reverse('budgets:initiatives')}?{query}").content.decode()
        assert ("Moestuin" in text, "Bankje" in text) == (True, False)


def test_who_had_the_idea_goes_on_with_it_once(client, maarswold):
    reporter = report(maarswold, "Een moestuin achter de school.", kind=Kind.IDEA)
    offer = reverse("budgets:initiative_from_report", args=[reporter.link_key])
    assert offer in client.get(reporter.get_absolute_url()).content.decode()
    form = client.get(offer).context["form"]
    values = {name: form[name].value() for name in form.fields if form[name].value() is not None}
    client.post(offer, values | {"title": "Moestuin"})
    starter = Starter.objects.get()
    assert (starter.initiative.words, starter.reply_address) == ("Een moestuin achter de school.", "rika@example.nl")
    assert [signal.pk for signal in queries.signals_behind(starter.initiative)] == [reporter.signal_id]
    assert client.get(offer).url == starter.get_absolute_url()
    assert "rode draad" in page(client, "own_initiative", starter.link_key)[1]
    pressed(client, "initiative_from_report", reporter.link_key, **values | {"title": "Nog eens"})
    assert Initiative.objects.count() == 1


def test_what_is_no_idea_becomes_no_initiative(client, maarswold):
    reporter = report(maarswold)
    assert page(client, "initiative_from_report", reporter.link_key)[0] == 404
    assert "initiatief" not in client.get(reporter.get_absolute_url()).content.decode()


def test_a_list_of_three_asks_as_much_as_a_list_of_one(client, maarswold):
    counts = []
    for titles in (("Een",), ("Twee", "Drie")):
        for title in titles:
            make_initiative(maarswold, title)
        client.get(reverse("budgets:initiatives"))
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(reverse("budgets:initiatives"))
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_supported_counts_after_the_link_in_the_letter(client, maarswold):
    initiative = make_initiative(maarswold)
    pressed(client, "support_initiative", initiative.pk, address="buur@example.nl")
    row = Support.objects.get()
    assert "0</strong> mensen steunen dit" in page(client, "initiative", initiative.pk)[1]
    assert page(client, "own_support", row.link_key)[0] == 200
    assert queries.supporters_of(initiative) == 0  # looking is not pressing: mail programs look at links
    pressed(client, "confirm_support", row.link_key)
    assert "1</strong> mens steunt dit" in page(client, "initiative", initiative.pk)[1]
    pressed(client, "take_back_support", row.link_key)
    assert Support.objects.count() == 0


def test_who_offers_help_reaches_the_starter_through_the_form(client, maarswold):
    initiative = make_initiative(maarswold)
    values = {"name": "Wim Haveman", "reply_by": "phone", "reply_address": "0599 123456"}
    pressed(client, "offer_help", initiative.pk, **values)
    starter = Starter.objects.get()
    assert HelpOffer.objects.get().initiative == initiative
    assert "0599 123456" in page(client, "own_initiative", starter.link_key)[1]


@pytest.mark.parametrize("name", ["own_support", "own_nomination", "own_initiative", "judge"])
def test_a_link_that_was_never_given_out_is_not_found(client, maarswold, name):
    for key in ("nietsvandit", "niets\x00"):
        answer = client.get(reverse(f"budgets:{name}", args=[key]))
        assert answer.status_code == 404


def test_a_merged_initiative_leads_to_where_it_went_on(client, maarswold):
    one, other = make_initiative(maarswold), make_initiative(maarswold, "Tuin")
    initiatives.merge(other, into=one, **BY)
    assert client.get(other.public_address).url == one.public_address


# ── With the link ──────────────────────────────────────────────────────────────────────────────────────────────────
def test_whoever_started_it_keeps_it(client, maarswold):
    starter = Starter.objects.select_related("initiative").get(initiative=make_initiative(maarswold))
    key = starter.link_key
    pressed(client, "own_initiative_change", key, title="Tuin", words="Bloemen.", work_area=maarswold.pk, version="")
    pressed(client, "own_initiative_help", key, words="Wie helpt?")
    pressed(client, "own_initiative_tell", key, kind="brought", words="Veertig kilo.", photos=photo_file())
    pressed(client, "own_initiative_state", key, state="done")
    row = Initiative.objects.get()
    assert (row.title, row.state, row.help_wanted.count(), row.updates.count(), row.photos.count()) == (
        "Tuin",
        "done",
        1,
        1,
        1,
    )
    status, text = page(client, "own_initiative", key)
    assert (status, "Veertig kilo." in text) == (200, True)
    pressed(client, "own_initiative_remove_photo", key, row.photos.get().pk)
    pressed(client, "own_initiative_close_help", key, row.help_wanted.get().pk)
    pressed(client, "forget_starter", key)
    starter.refresh_from_db()
    assert (row.photos.count(), starter.reply_address) == (0, "")
    pressed(client, "withdraw_initiative", key)
    assert list(queries.public_initiatives()) == []


def test_photos_are_added_by_themselves_and_a_bad_one_is_told(client, maarswold):
    key = start(maarswold).link_key
    bad = SimpleUploadedFile("a.jpg", b"geen foto")
    address = reverse("budgets:own_initiative_add_photos", args=[key])
    assert "Kies een foto" in client.post(address, {}).content.decode()
    assert "geen foto die wij kunnen lezen" in client.post(address, {"photos": bad}).content.decode()
    client.post(address, {"photos": [photo_file(), photo_file()]})
    assert Initiative.objects.get().photos.count() == 2


def test_a_wrong_link_opens_nothing_and_an_old_one_says_so(client, maarswold, monkeypatch):
    initiative = make_initiative(maarswold)
    starter = Starter.objects.get()
    assert page(client, "own_initiative", "nietsvandit")[0] == 404
    initiatives.move(initiative, state="done", **BY_RESIDENT)
    monkeypatch.setattr(clock, "today", lambda: MONDAY.date().replace(year=2026, month=4))
    assert page(client, "own_initiative", starter.link_key)[0] == 410


def test_one_starter_reaches_nothing_of_another(client, maarswold):
    mine, theirs = start(maarswold), start(maarswold, "Bankje")
    wanted = helping.ask_help(theirs.initiative, words="Wie helpt?", **BY_RESIDENT)
    answer = pressed(client, "own_initiative_close_help", mine.link_key, wanted.pk)
    assert answer.status_code == 404


# ── Staff ──────────────────────────────────────────────────────────────────────────────────────────────────────────
def test_staff_check_publish_keep_back_and_merge(client, maarswold, staff):
    initiative = start(maarswold).initiative
    assert "Moestuin achter de school" in page(client, "initiatives_to_check")[1]
    answer = pressed(client, "publish_initiative", initiative.pk, public_title="Tuin", public_words="Bel 0599-123456")
    assert "een telefoonnummer" in answer.content.decode()
    values = {"public_title": "Tuin", "public_words": "Samen.", "version": initiative.version}
    pressed(client, "publish_initiative", initiative.pk, **values)
    assert page(client, "initiative", initiative.pk)[0] == 200
    other = make_initiative(maarswold, "Tuin bij de school")
    pressed(client, "merge_initiative", other.pk, into=initiative.pk)
    other.refresh_from_db()
    assert other.merged_into == initiative
    assert page(client, "manage_initiative", other.pk)[0] == 200
    pressed(client, "split_initiative", other.pk, reason="Toch anders.")
    pressed(client, "enter_paper_support", initiative.pk, people=12, received_on="03-03-2025")
    paper = PaperSupport.objects.get()
    assert (paper.people, paper.entered_by) == (12, staff)
    pressed(client, "take_back_paper", paper.pk, reason="Dubbel.")
    pressed(client, "take_off_initiative", initiative.pk, reason="Reclame.")
    assert page(client, "initiative", initiative.pk)[0] == 404
    status, text = page(client, "manage_initiative", initiative.pk)
    assert (status, "Rika Veen" in text, "Dubbel." in text) == (200, True, True)


def test_what_was_checked_is_not_typed_again(client, maarswold, staff):
    initiative = make_initiative(maarswold)
    initiatives.publish(initiative, public_title="Tuin", public_words="Zonder namen.", **BY)
    text = page(client, "publish_initiative", initiative.pk)[1]
    assert ("Zonder namen." in text, "Samen groente kweken." in text) == (True, False)
    initiatives.take_off(initiative, reason="Eerst overleggen.", **BY)
    assert "Toch openbaar maken" in page(client, "manage_initiative", initiative.pk)[1]
    assert "Zonder namen." in page(client, "publish_initiative", initiative.pk)[1]
    initiatives.change(initiative, title="Tuin", words="Nieuw van Rika.", work_area=maarswold, **BY_RESIDENT)
    assert "Nieuw van Rika." in page(client, "publish_initiative", initiative.pk)[1]


def test_staff_make_an_initiative_of_an_idea(client, maarswold, staff):
    idea = make_signal(maarswold, "Een moestuin achter de school.", kind=Kind.CHANCE)
    address = f"{reverse('budgets:start_initiative_for')}?signaal={idea.pk}"
    assert address.replace("&", "&amp;") in client.get(idea.get_absolute_url()).content.decode()
    text = client.get(address).content.decode()
    assert ("Een moestuin achter de school." in text, "rika@example.nl" in text) == (True, False)
    values = {"title": "Moestuin", "words": "Samen.", "work_area": maarswold.pk, "reply_by": "none"}
    client.post(address, values)
    initiative = Initiative.objects.get()
    assert [signal.pk for signal in queries.signals_behind(initiative)] == [idea.pk]
    assert initiative.get_absolute_url() in client.get(idea.get_absolute_url()).content.decode()
    assert idea.get_absolute_url() in page(client, "manage_initiative", initiative.pk)[1]


def test_the_idea_of_another_area_and_no_idea_at_all_bring_nothing_along(client, maarswold, staff):
    far = make_signal(make_work_area("Mussel"), "Een bankje.", kind=Kind.IDEA)
    broken = make_signal(maarswold, "De lamp is stuk.")
    for number in (far.pk, broken.pk, "x", 10**30):
        text = client.get(f"{reverse('budgets:start_initiative_for')}?signaal={number}").content.decode()
        assert ("Een bankje." in text, "De lamp is stuk." in text) == (False, False)


@pytest.mark.parametrize(("what", "maker"), [("hulp", helping.ask_help), ("bericht", helping.write_update)])
def test_staff_check_what_a_starter_adds(client, maarswold, staff, what, maker):
    row = maker(make_initiative(maarswold), words="Wij zoeken Jan.", **BY_RESIDENT)
    pressed(client, "publish_starter_words", what, row.pk, public_words="Wij zoeken handen.")
    row.refresh_from_db()
    assert (row.is_public, row.public_words) == (True, "Wij zoeken handen.")
    pressed(client, "keep_back_starter_words", what, row.pk, reason="Noem geen namen.")
    row.refresh_from_db()
    assert (row.is_public, row.kept_back_because) == (False, "Noem geen namen.")


def test_staff_start_for_a_resident_and_send_the_link_again(client, maarswold, staff):
    values = {"title": "Bankje", "words": "Om te zitten.", "work_area": maarswold.pk, "reply_by": "post"}
    values |= {"reply_address": "Kerkstraat 1\n9501 AA Stadskanaal", "name": "Mevrouw Dijk"}
    pressed(client, "start_initiative_for", **values)
    starter = Starter.objects.get()
    assert (starter.is_by_staff, starter.reply_by) == (True, "post")
    pressed(client, "initiative_link_again", starter.initiative_id)
    assert page(client, "manage_initiatives")[0] == 200


def test_initiatives_as_a_file_have_the_filter_and_no_person(client, maarswold, staff):
    done = initiatives.move(make_initiative(maarswold, "=Tuin"), state="done", **BY_RESIDENT)
    make_initiative(maarswold, "Bankje")
    asked = {"stand": "done", "als": "csv"}
    answer = client.get(reverse("budgets:manage_initiatives"), asked)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    heads, *lines = csv.reader(io.StringIO(text), delimiter=";")
    [row] = [dict(zip(heads, line, strict=True)) for line in lines]
    assert (row["nummer"], row["initiatief"], row["stand"], row["steun"]) == (str(done.pk), "'=Tuin", "klaar", "0")
    assert [each for each in PERSONS if each in text] == []
    for kind in ("ods", "xlsx"):
        assert client.get(reverse("budgets:manage_initiatives"), {"als": kind}).status_code == 200
    assert client.get(reverse("budgets:manage_initiatives"), {"als": "exe"}).status_code == 404


def test_another_area_is_not_theirs(client, maarswold, staff):
    far = make_initiative(make_work_area("Mussel"))
    assert page(client, "manage_initiative", far.pk)[0] == 403
    assert pressed(client, "take_off_initiative", far.pk, reason="Nee").status_code == 403


# ── The award ──────────────────────────────────────────────────────────────────────────────────────────────────────
def test_an_award_from_its_preparation_to_its_winner(client, maarswold, staff):
    values = {"year": 2025, "words": "Voor wie zich inzet.", "opens_on": "2025-03-01", "closes_on": "2025-03-31"}
    pressed(client, "prepare_award", **values)
    award = AwardYear.objects.get()
    assert f"{clock.dutch(award.closes_at):%d-%m %H:%M}" == "31-03 23:59"
    assert page(client, "award", award.pk)[0] == 404
    pressed(client, "open_award", award.pk)
    pressed(client, "nominate", award.pk, kind="person", nominee="Dirk", why="Ruimt op.", reply_by="none")
    row = Nomination.objects.get()
    pressed(client, "accept_nomination", row.pk, jury_words="Ruimt op.")
    pressed(client, "add_juror", award.pk, name="Anke", email="anke@example.nl")
    pressed(client, "award_to_the_jury", award.pk)
    juror = award.jurors.get()
    pressed(client, "judge_one", juror.link_key, row.pk, points=9, words="Mooi.")
    assert "uw cijfer: 9" in page(client, "judge", juror.link_key)[1]
    pressed(client, "reach_nominee", row.pk, reply_by="email", reply_address="dirk@example.nl")
    pressed(client, "ask_consent", row.pk, public_words="Ruimt het plein op.")
    answer = pressed(client, "announce_award", award.pk, winner=row.pk, jury_report="Mooi werk.")
    assert "zei nog geen ja" in answer.content.decode()
    pressed(client, "say_nomination", row.nominee_link_key, "ja")
    pressed(client, "announce_award", award.pk, winner=row.pk, jury_report="Mooi werk.")
    for name, args in (("awards", []), ("award", [award.pk]), ("manage_award", [award.pk]), ("nomination", [row.pk])):
        status, text = page(client, name, *args)
        assert (status, "Dirk" in text) == (200, True)
    pressed(client, "say_nomination", row.nominee_link_key, "nee")
    client.logout()
    assert "Dirk" not in page(client, "award", award.pk)[1]


def test_the_jury_never_sees_who_nominated(client, maarswold):
    award = make_award(work_area=maarswold)
    awards.accept(nominate(award), jury_words="Ruimt op.", **BY)
    (juror,) = make_jury(award, "Anke")
    status, text = page(client, "judge", juror.link_key)
    assert (status, "Rika" in text, "Ruimt op." in text) == (200, False, True)
    assert page(client, "judge", "nietsvandit")[0] == 404


def test_a_juror_with_an_account_comes_to_the_own_page_and_nobody_else_does(client, maarswold, staff):
    award = make_award(work_area=maarswold)
    juror = awards.add_juror(award, person=staff, **BY)
    other = awards.add_juror(award, name="Anke", **BY)
    assert client.get(reverse("budgets:my_jury", args=[juror.pk])).url == juror.get_absolute_url()
    assert client.get(reverse("budgets:my_jury", args=[other.pk])).status_code == 403


def test_the_start_page_says_which_nominations_wait(client, maarswold, staff):
    award = make_award(work_area=maarswold)
    awards.accept(nominate(award), jury_words="Ruimt op.", **BY)
    nominate(award, "Nel")
    juror = awards.add_juror(award, person=staff, **BY)
    assert reverse("budgets:manage_awards") in client.get("/").content.decode()
    assert reverse("budgets:my_jury", args=[juror.pk]) not in client.get("/").content.decode()
    awards.to_the_jury(award, **BY)
    assert reverse("budgets:my_jury", args=[juror.pk]) in client.get("/").content.decode()


def test_who_comes_to_nominate_too_late_is_led_to_the_award(client, maarswold):
    award = make_award(work_area=maarswold)
    AwardYear.objects.update(closes_at=MONDAY)
    assert client.get(reverse("budgets:nominate", args=[award.pk])).url == award.public_address
    answer = pressed(client, "nominate", award.pk, kind="person", nominee="Dirk", why="Ruimt op.", reply_by="none")
    assert ("Voordragen kan nu niet" in answer.content.decode(), Nomination.objects.count()) == (True, 0)


def test_nominations_as_a_sheet_never_say_who_nominated(client, maarswold, staff):
    award = make_award(work_area=maarswold)
    first = awards.accept(nominate(award), jury_words="Ruimt op.", **BY)
    awards.join(nominate(award, "D. Mulder"), to=first, **BY)
    (juror,) = make_jury(award, "Anke")
    awards.judge(juror, nomination=first, points=9, **BY)
    answer = client.get(award.get_absolute_url(), {"als": "xlsx"})
    _title, _heads, *rows = openpyxl.load_workbook(io.BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert [(row[1], row[4], row[6], row[8], row[9]) for row in rows if row[1]] == [
        ("Dirk Mulder", "naar de jury", 2, "9,0", 1),
        ("D. Mulder", "bij een andere gevoegd", 0, None, None),
    ]
    assert "Rika" not in str(rows)


def test_staff_sort_nominations(client, maarswold, staff):
    award = make_award(work_area=maarswold)
    first, second, third = nominate(award), nominate(award, "D. Mulder"), nominate(award, "Nel")
    pressed(client, "accept_nomination", first.pk, jury_words="Ruimt op.")
    pressed(client, "join_nomination", second.pk, to=first.pk)
    pressed(client, "part_nomination", second.pk)
    assert Nomination.objects.get(pk=second.pk).joined_to is None
    pressed(client, "join_nomination", second.pk, to=first.pk)
    pressed(client, "decline_nomination", third.pk, reason="Woont elders.")
    pressed(client, "say_for_nominee", first.pk, "ja")
    pressed(client, "nominate_for", award.pk, kind="group", nominee="De straat", why="Samen.", reply_by="none")
    states = Nomination.objects.order_by("pk").values_list("state", "consent")
    assert list(states) == [
        ("accepted", "yes"),
        ("joined", "not_asked"),
        ("declined", "not_asked"),
        ("received", "not_asked"),
    ]
    juror = awards.add_juror(award, name="Anke", **BY)
    pressed(client, "remove_juror", juror.pk)
    assert award.jurors.count() == 0
    pressed(client, "cancel_award", award.pk, reason="Te weinig.")
    assert "Te weinig." in page(client, "award", award.pk)[1]
