"""The README and the code say the same, both ways."""

import re
from pathlib import Path

import pytest
from django.core.management import find_commands

from policyapi.environment import SETTINGS
from policyapi.tour import TOUR

ROOT = Path(__file__).resolve().parents[2]
APPS = ("policyapi", "taxonomy", "documents")
ORIGIN = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def readme() -> str:
    return (ROOT / "README.md").read_text("utf-8")


def make_targets() -> set[str]:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^(\w+):.*## ", makefile, re.MULTILINE))


def commands() -> set[str]:
    return {name for app in APPS for name in find_commands(str(ROOT / app / "management"))}


def test_the_table_of_settings_is_complete(readme: str) -> None:
    rows = re.findall(r"^\| `([A-Z][A-Z_]+)` \|", readme, re.MULTILINE)
    assert sorted(rows) == sorted(SETTINGS)


def test_every_command_is_named_and_exists(readme: str) -> None:
    named = set(re.findall(r"manage\.py (\w+)", readme))
    assert commands() - named == set()
    assert named - commands() - {"createsuperuser", "migrate"} == set()


def test_every_make_target_is_named_and_exists(readme: str) -> None:
    named = set(re.findall(r"\bmake (\w+)`", readme)) | set(
        re.findall(r"^(?:\$ )?make (\w+)", readme, re.MULTILINE)
    )
    assert make_targets() - {"help"} - named == set()
    assert named - make_targets() == set()


def test_every_measurement_is_named_exists_and_is_made(readme: str) -> None:
    """`python -m tests.bench.…` for each module that can be run, in the README and by make."""
    made = re.findall(r"^BENCHES := (.+)$", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    named = re.findall(r"^\| `tests\.bench\.(\w+)` \|", readme, re.MULTILINE)
    assert " ".join(named) == " ".join(made)
    sources = {name: ROOT / "tests" / "bench" / f"{name}.py" for name in named}
    assert [
        name for name, path in sources.items() if "def main(" not in path.read_text("utf-8")
    ] == []


@pytest.mark.parametrize("request_number", range(len(TOUR)))
def test_the_tour_is_in_the_readme(readme: str, request_number: int) -> None:
    assert TOUR[request_number].curl(ORIGIN) in readme


def test_the_tour_has_five_requests() -> None:
    assert len(TOUR) == 5


def test_the_chinese_readme_mirrors_the_english_one(readme: str) -> None:
    """The same headings' levels, the same first cells of tables and the same blocks of code."""
    mirror = (ROOT / "README.zh-CN.md").read_text("utf-8")
    for shape in (r"^#+ ", r"^\| `[^|]+` \|", r"^\| \w+ \| (`[^|]+`) \|", r"(?ms)^```.*?^```"):
        found, mirrored = (re.findall(shape, text, re.MULTILINE) for text in (readme, mirror))
        if shape.startswith("(?ms)"):
            found, mirrored = ([_without_comments(b) for b in bs] for bs in (found, mirrored))
        elif "w+" in shape:
            found, mirrored = sorted(found), sorted(mirrored)
        assert mirrored == found


def _without_comments(block: str) -> str:
    return re.sub(r" +# .*", "", block)
