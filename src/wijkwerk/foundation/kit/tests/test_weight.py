from gzip import compress
from pathlib import Path

from django.contrib.staticfiles.finders import find

ON_EVERY_PAGE = [
    "built/app.css",
    "built/app.js",
    "built/fonts/noto-sans-latin-400-normal.woff2",
    "built/fonts/noto-sans-latin-700-normal.woff2",
    "built/themes/wijkwerk.svg",
]


def test_what_every_page_fetches_leaves_room_for_a_form_within_100_kb():
    assert sum(len(compress(Path(find(name)).read_bytes(), 9)) for name in ON_EVERY_PAGE) < 75_000
