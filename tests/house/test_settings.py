"""Every setting is explained to who runs the program, and nothing is explained that is no setting."""

import re

from tests.house import plan

ASKED = re.compile(r'(?:environ|environment)(?:\.get\(|\[)\s*"([A-Z_]+)"|_(?:flag|words)\("([A-Z_]+)"')
EXPLAINED = re.compile(r"`([A-Z][A-Z_]+)`")


def asked_in(text: str) -> set[str]:
    return {first or second for first, second in ASKED.findall(text)}


def explained_in(text: str) -> set[str]:
    """The first column of the table."""
    rows = [line.split("|")[1] for line in text.splitlines() if line.startswith("| `")]
    return {name for row in rows for name in EXPLAINED.findall(row)}


def test_settings_and_their_explanation_agree():
    sources = [path for path in plan.python_files() if "config" in path.parts and "tests" not in path.parts]
    asked = set().union(*(asked_in(path.read_text()) for path in sources))
    assert explained_in((plan.ROOT / "docs/settings.md").read_text()) == asked


def test_a_setting_is_seen():
    assert asked_in('os.environ.get("ONE", "")  environment["TWO"]  _flag("THREE")  _words("FOUR", x)') == {
        "ONE",
        "TWO",
        "THREE",
        "FOUR",
    }
    assert explained_in("| `ONE`, `TWO` | off | like `WARNING` |\n\n`THREE` outside the table") == {"ONE", "TWO"}
