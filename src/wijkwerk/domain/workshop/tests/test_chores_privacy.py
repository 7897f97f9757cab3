"""What is kept about who asks, and for how long."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from wijkwerk.domain.workshop import privacy
from wijkwerk.domain.workshop.models import Chore, Intake, RoundRun, StopResult
from wijkwerk.domain.workshop.operations import chores, rounds
from wijkwerk.domain.workshop.tests.chore_factories import WEDNESDAY, make_chore, make_round, make_talk
from wijkwerk.domain.workshop.tests.factories import MONDAY, MONDAY_ON
from wijkwerk.foundation.files.models import Photo
from wijkwerk.foundation.outbox.models import Letter

LATER = MONDAY + timedelta(days=400)


def erase(model, before=LATER):
    line = next(line for line in privacy.LINES if line.model == f"workshop.{model}")
    return privacy.erase(line, before=before, at=LATER)


def test_the_words_of_a_chore_go_and_the_work_stays(rika, host):
    chore = make_chore(rika, about="Rolstoel in de gang", place="Lindelaan 1", own_part="Harkt", lat=53.0, lon=6.9)
    assert erase("Chore") == 0  # it is still open
    chores.end_chore(chore, because="Naar een tehuis.", by=host, at=MONDAY)
    assert (erase("Chore", before=MONDAY), erase("Chore"), erase("Chore")) == (0, 1, 0)
    chore = Chore.objects.get()
    assert (chore.about, chore.place, chore.own_part, chore.lat, chore.kind) == ("", "", "", None, "garden")
    assert chore.ended_because == "De reden is na de bewaartermijn weggehaald."


def test_a_talk_goes_when_it_no_longer_holds_with_what_was_written_about_it(rika, host):
    make_talk(make_chore(rika), "no", by=host, valid_until=MONDAY_ON + timedelta(days=30))
    assert Letter.objects.filter(template="workshop/chore_declined").count() == 1
    assert erase("Intake", before=MONDAY + timedelta(days=30)) == 0
    assert erase("Intake", before=MONDAY + timedelta(days=31)) == 1
    assert (Intake.objects.count(), Letter.objects.filter(template="workshop/chore_declined").count()) == (0, 0)
    assert Chore.objects.get().state == "declined"


@pytest.fixture
def photo(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    drawn = io.BytesIO()
    Image.new("RGB", (20, 20)).save(drawn, "PNG")
    return SimpleUploadedFile("pad.png", drawn.getvalue(), content_type="image/png")


def test_photos_and_names_of_a_round_go(workshop, host, photo):
    run = make_round(workshop).runs.first()
    rounds.note_stop(run.results.first(), is_done=True, photo=photo, by=host, at=WEDNESDAY)
    rounds.note_all_done(run, by=host, at=WEDNESDAY)
    rounds.report_run(run, walked_by="Haile", by=host, at=WEDNESDAY)
    assert (erase("StopResult"), erase("StopResult"), Photo.objects.count()) == (1, 0, 0)
    assert StopResult.objects.filter(run=run, is_done=True).count() == 3
    assert (erase("RoundRun"), RoundRun.objects.get(pk=run.pk).walked_by) == (1, "")
