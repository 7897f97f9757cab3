"""What comes in is read with distrust; what goes out is a plain JPEG."""

import pytest
from PIL import ExifTags, Image, ImageCms

from wijkwerk.foundation.files.pictures import (
    LARGE,
    SMALL,
    Box,
    NotAPhoto,
    PhotoHasTooManyPixels,
    PhotoIsBroken,
    made_anew,
    with_boxes,
)
from wijkwerk.foundation.files.tests.factories import colour, encoded, opened, picture


def exif_with_place(orientation=1):
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = orientation
    exif[ExifTags.Base.Make] = "SECRET camera"
    exif[ExifTags.Base.DateTime] = "2025:03:04 12:00:00"
    place = exif.get_ifd(ExifTags.IFD.GPSInfo)
    place[ExifTags.GPS.GPSLatitude] = (52.0, 59.0, 0.0)
    place[ExifTags.GPS.GPSLatitudeRef] = "N"
    return exif


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_jpeg_of_ours_in_two_sizes(kind):
    sizes = made_anew(encoded(picture(3000, 1500), kind))
    assert [(opened(size).format, opened(size).size) for size in (sizes.large, sizes.small)] == [
        ("JPEG", (LARGE, LARGE // 2)),
        ("JPEG", (SMALL, SMALL // 2)),
    ]
    assert (sizes.width, sizes.height) == (LARGE, LARGE // 2)
    assert [colour(sizes.large, 0.1, 0.5), colour(sizes.large, 0.9, 0.5)] == ["red", "blue"]


def test_a_small_photo_is_not_blown_up():
    sizes = made_anew(encoded(picture(30, 20)))
    assert [opened(sizes.large).size, opened(sizes.small).size] == [(30, 20), (30, 20)]


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_place_time_camera_comment_and_anything_else_hidden_is_gone(kind):
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    hidden = {"exif": exif_with_place(), "icc_profile": srgb, "xmp": b"<x:xmpmeta>SECRET place</x:xmpmeta>"}
    if kind == "JPEG":
        hidden["comment"] = b"SECRET words"
    content = encoded(picture(), kind, **hidden) + b"SECRET tail"
    assert b"SECRET camera" in content
    sizes = made_anew(content)
    for size in (sizes.large, sizes.small):
        assert b"SECRET" not in size
        assert dict(opened(size).getexif()) == {}
        assert set(opened(size).info) <= {
            "jfif",
            "jfif_version",
            "jfif_unit",
            "jfif_density",
            "progressive",
            "progression",
        }


@pytest.mark.parametrize(
    ("orientation", "left_is"),
    [(1, "red"), (2, "blue"), (3, "blue"), (4, "red"), (5, None), (6, None), (7, None), (8, None)],
)
def test_a_photo_is_turned_upright(orientation, left_is):
    sizes = made_anew(encoded(picture(300, 200), exif=exif_with_place(orientation)))
    if left_is:
        assert ((sizes.width, sizes.height), colour(sizes.large, 0.1, 0.5)) == ((300, 200), left_is)
    else:
        on_top = "red" if orientation in (5, 6) else "blue"
        assert ((sizes.width, sizes.height), colour(sizes.large, 0.5, 0.1)) == ((200, 300), on_top)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [
        ("L", "JPEG"),
        ("CMYK", "JPEG"),
        ("L", "PNG"),
        ("1", "PNG"),
        ("P", "PNG"),
        ("LA", "PNG"),
        ("RGBA", "PNG"),
        ("I;16", "PNG"),
    ],
)
def test_every_way_to_write_colours_can_be_read(mode, kind):
    assert opened(made_anew(encoded(Image.new(mode, (40, 30)), kind)).large).mode == "RGB"


def test_what_is_clear_becomes_white():
    assert colour(made_anew(encoded(Image.new("RGBA", (40, 30), (0, 0, 0, 0)), "PNG")).large, 0.5, 0.5) == "white"


def test_a_profile_that_nobody_understands_is_no_reason_to_refuse():
    assert made_anew(encoded(picture(), icc_profile=b"nonsense" * 40)).width == 300


def test_of_moving_pictures_the_first_frame_is_kept():
    moving = encoded(
        Image.new("RGB", (40, 30), "red"), "WEBP", save_all=True, append_images=[Image.new("RGB", (40, 30), "blue")]
    )
    assert colour(made_anew(moving).large, 0.5, 0.5) == "red"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Dit is geen foto",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"%PDF-1.7",
        encoded(picture(), "GIF"),
        encoded(picture(), "TIFF"),
    ],
    ids=["nothing", "words", "svg", "pdf", "gif", "tiff"],
)
def test_what_is_not_a_photo_is_refused(content):
    with pytest.raises(NotAPhoto):
        made_anew(content)


def test_a_photo_of_an_iphone_kind_is_refused_with_what_to_do():
    with pytest.raises(NotAPhoto, match="Meest compatibel"):
        made_anew(b"\x00\x00\x00\x18ftypheic" + bytes(200))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_half_a_photo_is_refused(kind):
    content = encoded(Image.effect_noise((300, 200), 90).convert("RGB"), kind)
    with pytest.raises(PhotoIsBroken):
        made_anew(content[: len(content) // 2])


@pytest.mark.parametrize("size", [(6000, 5000), (12_000, 9_000), (20_000, 10_000)])
def test_a_small_file_that_unfolds_into_a_huge_picture_is_refused(size):
    with pytest.raises(PhotoHasTooManyPixels):
        made_anew(encoded(Image.new("1", size), "PNG"))


def test_a_photo_of_fifty_million_pixels_as_telephones_make_them_is_kept():
    assert made_anew(encoded(Image.new("RGB", (8160, 6120), "red"))).width == LARGE


def test_boxes_are_black_in_both_sizes_and_the_rest_stays():
    sizes = with_boxes(
        made_anew(encoded(picture(1000, 800))).large, [Box(0.0, 0.0, 0.25, 0.5), Box(0.9, 0.9, 0.1, 0.1)]
    )
    for size in (sizes.large, sizes.small):
        assert [colour(size, *at) for at in [(0.1, 0.2), (0.1, 0.8), (0.7, 0.5), (1, 1)]] == [
            "black",
            "red",
            "blue",
            "black",
        ]
