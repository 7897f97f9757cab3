"""What is kept about who walked ends with its term: names, links, remarks and photos go, the marks stay."""

import uuid
from datetime import UTC, datetime

import pytest

from wijkwerk.domain.inspections import privacy
from wijkwerk.domain.inspections.models import Mark, SpotPhoto, Walker
from wijkwerk.domain.inspections.operations import marking, walkers
from wijkwerk.domain.inspections.tests.factories import BY, NOON, mark, photo_file, spots
from wijkwerk.foundation.files.models import Photo

BEFORE, AFTER = datetime(2025, 6, 1, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
LINES = {line.model: line for line in privacy.LINES}


def erase(model, before):
    """Until nothing is left, as the nightly task does."""
    count = 0
    while gone := privacy.erase(LINES[model], before=before, at=before):
        count += gone
    return count


@pytest.fixture
def seen(inspection, rika, coordinator):
    walkers.invite_person(inspection, person=coordinator, **BY)
    [bridge, _school] = spots(inspection)
    mark(rika, bridge, "C", note="Naast nummer 12")
    marking.add_photo(rika, photo_file(), spot=bridge, made_at=NOON, key=uuid.uuid4(), **BY)
    return rika


def test_who_walked_is_forgotten_and_the_link_opens_nothing(seen):
    assert [erase("inspections.Walker", before) for before in (BEFORE, AFTER, AFTER)] == [0, 2, 0]
    forgotten = Walker.objects.get(pk=seen.pk)
    assert (forgotten.name, forgotten.reply_by, forgotten.reply_address, forgotten.person) == ("", "none", "", None)
    assert forgotten.link_key != seen.link_key


def test_remarks_go_and_marks_stay(seen):
    assert [erase("inspections.Mark", before) for before in (BEFORE, AFTER, AFTER)] == [0, 1, 0]
    assert [(each.note, each.level.code) for each in Mark.objects.all()] == [("", "C")]


def test_photos_go_with_their_files(seen, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        assert [erase("inspections.SpotPhoto", before) for before in (BEFORE, AFTER)] == [0, 1]
    assert (SpotPhoto.objects.count(), Photo.objects.count()) == (0, 0)
