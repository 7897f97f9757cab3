"""Keeping photos, blacking parts of them out, letting them go."""

import os
import threading
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, connection, transaction

from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.files import scanning, store
from wijkwerk.foundation.files.models import Photo
from wijkwerk.foundation.files.pictures import NotAPhoto
from wijkwerk.foundation.files.tests.factories import NOON, colour, encoded, picture, upload
from wijkwerk.foundation.tenancy.scope import in_municipality
from wijkwerk.foundation.tenancy.tests.factories import make_municipality


def finds_harm(content):
    return "Invented.Harm" if b"HARM" in content else ""


def is_away(content):
    raise scanning.ScannerIsAway


def all_files(settings):
    return sorted(
        path.relative_to(settings.MEDIA_ROOT).as_posix() for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()
    )


def test_a_photo_is_kept_in_two_files_of_its_municipality(municipality, settings):
    photo = files.keep_photo(upload(), at=NOON)
    name = str(photo.pk)
    assert all_files(settings) == [f"{municipality.pk}/{name[:2]}/{name}-{size}.jpg" for size in ("large", "small")]
    kept = Photo.objects.get()
    assert (kept, kept.width, kept.height, kept.kept_at, kept.version) == (photo, 300, 200, NOON, 1)


class Counted(SimpleUploadedFile):
    """Counts what is read of it."""

    was_read = 0

    def read(self, *args):
        self.was_read += 1
        return super().read(*args)


def test_a_photo_that_is_too_large_is_refused_before_it_is_read(municipality, settings):
    large = Counted("foto.jpg", b"\0" * (files.LARGEST_FILE + 1))
    with pytest.raises(files.PhotoTooLarge, match="20 MB"):
        files.keep_photo(large, at=NOON)
    assert (large.was_read, all_files(settings), Photo.objects.count()) == (0, [], 0)


def test_a_file_that_lies_about_its_size_is_refused_too(municipality):
    lying = SimpleUploadedFile("foto.jpg", b"\0" * (files.LARGEST_FILE + 1))
    lying.size = 10
    with pytest.raises(files.PhotoTooLarge):
        files.keep_photo(lying, at=NOON)


def test_what_is_refused_leaves_nothing_behind(municipality, settings):
    with pytest.raises(NotAPhoto) as refused:
        files.keep_photo(upload(b"no photo"), at=NOON)
    assert (refused.value.about_field, all_files(settings), Photo.objects.count()) == ("photo", [], 0)


def test_a_scanner_sees_the_file_as_it_was_sent_and_its_no_is_a_no(municipality, settings):
    settings.PHOTO_SCANNER = f"{__name__}.finds_harm"
    files.keep_photo(upload(), at=NOON)
    with pytest.raises(scanning.PhotoIsHarmful):
        files.keep_photo(upload(encoded(picture()) + b"HARM"), at=NOON)
    assert Photo.objects.count() == 1


def test_without_an_answer_of_the_scanner_nothing_is_kept(municipality, settings):
    settings.PHOTO_SCANNER = f"{__name__}.is_away"
    with pytest.raises(scanning.PhotoCannotBeChecked):
        files.keep_photo(upload(), at=NOON)
    assert Photo.objects.count() == 0


def test_blacking_out_replaces_both_files_and_changes_the_version(municipality, settings):
    photo = files.keep_photo(upload(), at=NOON)
    blacked = files.black_out(photo, [(0.0, 0.0, 0.4, 1.0)], by=CLOCK, at=NOON)
    assert (blacked.version, blacked.blacked_out_at, blacked.blacked_out_by_kind) == (2, NOON, "clock")
    assert [colour(store.read(photo, size), 0.1, 0.5) for size in store.SIZES] == ["black", "black"]
    assert [colour(store.read(photo, size), 0.9, 0.5) for size in store.SIZES] == ["blue", "blue"]
    assert len(all_files(settings)) == 2


@pytest.mark.parametrize(
    "boxes",
    [
        [],
        [(0.2, 0.2, 0.0, 0.5)],
        [(1.5, 0, 0.5, 0.5)],
        [(0.5, 0.5, -0.2, 0.2)],
        [(float("nan"), 0, 1, 1)],
        [(0, 0, float("inf"), 1)],
    ],
)
def test_no_box_or_one_beside_the_photo_is_refused(municipality, boxes):
    photo = files.keep_photo(upload(), at=NOON)
    with pytest.raises(files.NothingToBlackOut):
        files.black_out(photo, boxes, by=CLOCK, at=NOON)


def test_a_box_that_sticks_out_is_clipped(municipality):
    photo = files.keep_photo(upload(), at=NOON)
    files.black_out(photo, [(-0.5, -0.5, 0.7, 9.0)], by=CLOCK, at=NOON)
    assert [colour(store.read(photo, "large"), x, 0.5) for x in (0.1, 0.3)] == ["black", "red"]


def test_a_copy_shows_the_same_and_lives_by_itself(municipality, settings, django_capture_on_commit_callbacks):
    photo = files.keep_photo(upload(), at=NOON)
    copied = files.copy_photo(photo, at=NOON + timedelta(days=1))
    assert store.read(copied, "large") == store.read(photo, "large")
    with django_capture_on_commit_callbacks(execute=True):
        files.drop_photo(photo)
    assert ([each.pk for each in Photo.objects.all()], len(all_files(settings))) == ([copied.pk], 2)


def test_another_municipality_cannot_black_out_this_photo(municipality):
    photo = files.keep_photo(upload(), at=NOON)
    with in_municipality(make_municipality("GM0106", "Essen")), pytest.raises(Photo.DoesNotExist):
        files.black_out(photo, [(0, 0, 1, 1)], by=CLOCK, at=NOON)


def test_the_database_refuses_a_photo_of_nothing(municipality):
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.create(width=0, height=10, kept_at=NOON)


def test_dropping_a_photo_takes_row_and_files_when_the_deed_stands(
    municipality, settings, django_capture_on_commit_callbacks
):
    photo = files.keep_photo(upload(), at=NOON)
    with django_capture_on_commit_callbacks(execute=True):
        files.drop_photo(photo)
        assert len(all_files(settings)) == 2
    assert (all_files(settings), Photo.objects.count()) == ([], 0)


def test_files_without_a_photo_are_cleared_after_a_day(municipality, settings):
    kept, orphan, fresh = (files.keep_photo(upload(), at=NOON) for _ in range(3))
    Photo.objects.filter(pk__in=[orphan.pk, fresh.pk]).delete()
    broken_off = store.path_of(kept, "large").with_name(f"{kept.pk}-large.jpg.{'a' * 32}.part")
    broken_off.write_bytes(b"half")
    other = settings.MEDIA_ROOT / "logo.png"
    other.write_bytes(b"logo")
    for photo in (kept, orphan):
        for size in store.SIZES:
            os.utime(store.path_of(photo, size), (NOON.timestamp(), NOON.timestamp()))
    os.utime(broken_off, (NOON.timestamp(), NOON.timestamp()))
    os.utime(other, (NOON.timestamp(), NOON.timestamp()))
    assert files.clear_orphans(at=NOON + timedelta(hours=25)) == 3
    left = [kept, fresh]
    assert all_files(settings) == sorted(
        [
            store.path_of(photo, size).relative_to(settings.MEDIA_ROOT).as_posix()
            for photo in left
            for size in store.SIZES
        ]
        + ["logo.png"]
    )
    assert files.clear_orphans(at=NOON + timedelta(hours=25)) == 0


@pytest.mark.django_db(transaction=True)
def test_of_two_who_black_out_at_once_both_boxes_stay():
    municipality = make_municipality()
    with in_municipality(municipality):
        photo = files.keep_photo(upload(encoded(picture(left="white", right="white"))), at=NOON)
    boxes = [(0.2 * n, 0.0, 0.1, 1.0) for n in range(5)]
    begin, faults = threading.Barrier(len(boxes)), []

    def black(box):
        begin.wait()
        try:
            with in_municipality(municipality):
                files.black_out(photo, [box], by=CLOCK, at=NOON)
        except Exception as fault:
            faults.append(fault)
        finally:
            connection.close()

    people = [threading.Thread(target=black, args=[box]) for box in boxes]
    for person in people:
        person.start()
    for person in people:
        person.join()
    assert faults == []
    content = store.read(photo, "large")
    assert [colour(content, 0.2 * n + 0.05, 0.5) for n in range(5)] == ["black"] * 5
    with in_municipality(municipality):
        assert Photo.objects.get().version == 6
