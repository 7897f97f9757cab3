"""A photo as an answer: for one browser, never for a cache between."""

import pytest
from django.http import Http404
from django.test import RequestFactory

from wijkwerk.foundation.access.policy import CLOCK
from wijkwerk.foundation.files import operations as files
from wijkwerk.foundation.files import store
from wijkwerk.foundation.files.serving import photo_response
from wijkwerk.foundation.files.tests.factories import NOON, upload


@pytest.mark.parametrize("size", ["large", "small"])
def test_a_photo_is_served_as_a_picture_for_one_browser_alone(municipality, size):
    photo = files.keep_photo(upload(), at=NOON)
    answer = photo_response(photo, size)
    assert answer.content == store.read(photo, size)
    assert {
        name: answer[name]
        for name in ("Content-Type", "Cache-Control", "X-Content-Type-Options", "Content-Disposition")
    } == {
        "Content-Type": "image/jpeg",
        "Cache-Control": "private, max-age=86400",
        "X-Content-Type-Options": "nosniff",
        "Content-Disposition": f'inline; filename="foto-{str(photo.pk)[:8]}-{size}.jpg"',
    }


def test_a_browser_that_has_the_photo_gets_an_empty_answer_until_it_changes(municipality):
    photo = files.keep_photo(upload(), at=NOON)
    first = photo_response(photo, request=RequestFactory().get("/x/"))
    again = RequestFactory().get("/x/", headers={"If-None-Match": first["ETag"]})
    assert photo_response(photo, request=again).status_code == 304
    photo = files.black_out(photo, [(0, 0, 1, 1)], by=CLOCK, at=NOON)
    assert photo_response(photo, request=again).status_code == 200


def test_a_photo_whose_file_is_gone_is_not_found(municipality):
    photo = files.keep_photo(upload(), at=NOON)
    store.remove(photo)
    with pytest.raises(Http404):
        photo_response(photo)
