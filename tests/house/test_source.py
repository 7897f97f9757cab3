"""What may stand in no file: a registry's host, a path of somebody's machine, work put off."""

import re
from pathlib import Path

from tests.house import plan

# Put together from parts, so that this file does not name them.
HOSTS = [
    ".".join(parts) for parts in (("registry", "npmjs"), ("files", "pythonhosted"), ("pypi", "org"), ("deb", "debian"))
]
FOLDERS = ["/".join(("", *parts, "")) for parts in (("work", "main"), ("home", "dev"), ("root",), ("opt", "pypi"))]
BINARY = {".gz", ".ico", ".jpeg", ".jpg", ".png", ".webp", ".woff2", ".zip", ".sqlite3"}
PUT_OFF = re.compile(r"#\s*(TODO|FIXME|XXX|HACK)\b|//\s*(TODO|FIXME|XXX|HACK)\b")


def texts() -> list[tuple[str, str]]:
    return [
        (str(path.relative_to(plan.ROOT)), path.read_text())
        for path in plan.files_of_the_project()
        if path.suffix not in BINARY
    ]


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    found = {name: [word for word in (*HOSTS, *FOLDERS) if word in text] for name, text in texts()}
    assert {name: words for name, words in found.items() if words} == {}


def test_locked_packages_have_hashes_and_no_source():
    for path in (plan.ROOT / "requirements").glob("*.txt"):
        pins = faults_of_pins(path)
        assert pins == []


def faults_of_pins(path: Path) -> list[str]:
    blocks = re.split(r"\n(?=[A-Za-z0-9])", path.read_text())
    pins = [block for block in blocks if re.match(r"[A-Za-z0-9][\w.-]*==", block)]
    assert pins
    loose = [block.splitlines()[0] for block in blocks if block not in pins and not block.startswith("#")]
    return loose + [block.splitlines()[0] for block in pins if "--hash=sha256:" not in block or "://" in block]


def test_a_pin_without_a_hash_is_seen(tmp_path):
    (tmp_path / "bad.txt").write_text("# made\n\none==1 \\\n    --hash=sha256:0\ntwo==2\nthree @ file:///three.whl\n")
    assert faults_of_pins(tmp_path / "bad.txt") == ["three @ file:///three.whl", "two==2"]


def test_nothing_is_put_off():
    assert [
        name for name, text in texts() if name.endswith((".py", ".js", ".mjs", ".css")) and PUT_OFF.search(text)
    ] == []


def test_work_put_off_is_seen():
    assert PUT_OFF.search("x = 1  # " + "TODO later")
    assert not PUT_OFF.search("the methods to do this")
