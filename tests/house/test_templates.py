"""Templates: none unused, no style or script inside, and nothing on the screen that is not finished."""

import re
from importlib.util import find_spec
from pathlib import Path

from tests.house import plan

ASKED_BY_DJANGO = {"400.html", "403.html", "403_csrf.html", "404.html", "500.html"}
MAIL = "outbox/email.html"  # a mail has no files beside it
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|lorem ipsum)\b", re.IGNORECASE)
INSIDE = {
    "a style inside an element": re.compile(r"<[^>]+\sstyle=", re.IGNORECASE),
    "a style inside the page": re.compile(r"<style\b", re.IGNORECASE),
    "a script inside an element": re.compile(r"<[^>]+\son[a-z]+=", re.IGNORECASE),
    "a script inside the page": re.compile(r"<script\b(?![^>]*\bsrc=)(?![^>]*type=.application/json)", re.IGNORECASE),
}


def names_in(text: str) -> set[str]:
    """What in quotes could be a template: `"signals/list.html#rows"`, `f"…html{part}"`, `"signals/answered"`."""
    return {found.split("#")[0] for found in re.findall(r"""["']([\w./#-]+)(?:\{\w+\})?["']""", text)}


def unused(templates: dict[str, Path], sources: list[tuple[Path, str]]) -> list[str]:
    called = [(source, names_in(text)) for source, text in sources]
    return sorted(
        name
        for name, path in templates.items()
        if not any(called_as(name, source) & names for source, names in called if source != path)
    )


def called_as(name: str, source: Path) -> set[str]:
    """A page by its whole name; `signals/letters/answered.txt` as `signals/answered`, in its own room as `answered`."""
    letter = re.fullmatch(r"(?P<room>\w+)/letters/(?P<name>.+)\.txt", name)
    if letter is None:
        return {name}
    whole = f"{letter['room']}/{letter['name']}"
    return {whole, letter["name"]} if letter["room"] in source.parts else {whole}


def takes_the_place_of_another(name: str) -> bool:
    """A template of an installed package that we replace by our own, under its name."""
    folders = [Path(spec.origin).parent for top in ("allauth", "django") if (spec := find_spec(top)) and spec.origin]
    return any(next(folder.rglob(f"templates/{name}"), None) for folder in folders)


def test_no_template_is_unused():
    sources = [(path, path.read_text()) for path in (*plan.python_files(), *plan.templates().values())]
    left = [name for name in unused(plan.templates(), sources) if name not in ASKED_BY_DJANGO]
    assert [name for name in left if not takes_the_place_of_another(name)] == []


def test_an_unused_template_is_seen():
    templates = {"a/page.html": Path("page"), "a/row.html": Path("row"), "a/letters/hello.txt": Path("hello")}
    sources = [(Path("views.py"), 'render(request, "a/page.html#rows")'), (Path("row"), '{% include "a/row.html" %}')]
    assert unused(templates, sources) == ["a/letters/hello.txt", "a/row.html"]
    sources += [(Path("operations.py"), 'outbox.write("a/hello")'), (Path("page"), "{% include 'a/row.html' %}")]
    assert unused(templates, sources) == []
    sources[-2] = (Path("a/operations.py"), 'tell("hello")')
    assert unused(templates, sources) == []
    sources[-2] = (Path("b/operations.py"), 'tell("hello")')
    assert unused(templates, sources) == ["a/letters/hello.txt"]


def test_nothing_on_the_screen_is_unfinished():
    assert [name for name, path in plan.templates().items() if UNFINISHED.search(path.read_text())] == []


def inside(text: str) -> list[str]:
    return [what for what, pattern in INSIDE.items() if pattern.search(text)]


def test_style_and_script_stand_in_files_of_their_own():
    found = {name: inside(path.read_text()) for name, path in plan.templates().items() if name != MAIL}
    assert {name: what for name, what in found.items() if what} == {}


def test_style_and_script_inside_a_page_are_seen():
    assert inside('<p style="color: red">') == ["a style inside an element"]
    assert inside('<a href="#" onclick="go()">') == ["a script inside an element"]
    assert inside("<script>go()</script>") == ["a script inside the page"]
    assert inside('<script type="module" src="/a.js"></script><script type="application/json">{}</script>') == []
