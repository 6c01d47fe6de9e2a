"""The shape of the code: short files and functions, telling names, nothing left over."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PACKAGES = ("policyapi", "taxonomy", "documents", "tests")
FORBIDDEN_NAMES = {"utils", "util", "helpers", "helper", "services", "service", "common", "misc"}
LONGEST_FILE = 400
LONG_FUNCTION = 35
SHARE_OF_SHORT_FUNCTIONS = 0.95
LEFT_OVER = re.compile(
    r"\b(?:TO" r"DO|FIX" r"ME|X" r"XX|NotImplemented" r"Error)\b|pragma: no" r" cover"
)


def sources() -> list[Path]:
    found = [path for package in PACKAGES for path in (ROOT / package).rglob("*.py")]
    return sorted(path for path in found if "migrations" not in path.parts)


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def committed_texts() -> Iterator[tuple[str, str]]:
    """Every tracked text file; outside a checkout, the sources."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    names = listed.stdout.split("\0")[:-1] or [str(path.relative_to(ROOT)) for path in sources()]
    for name in names:
        path = ROOT / name
        if path.is_file() and path.suffix not in {".gz", ".png", ".ico", ".woff2"}:
            yield name, path.read_bytes().decode("utf-8", "replace")


def test_no_file_is_long() -> None:
    lengths = {path: len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert len(lengths) > 50
    assert {str(path): n for path, n in lengths.items() if n > LONGEST_FILE} == {}


def test_nearly_all_functions_are_short() -> None:
    lengths = {
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}": (node.end_lineno or 0)
        - node.lineno
        + 1
        for path in sources()
        for node in functions(path)
    }
    long = {name: n for name, n in lengths.items() if n > LONG_FUNCTION}
    assert len(long) <= (1 - SHARE_OF_SHORT_FUNCTIONS) * len(lengths), long


def test_no_module_has_a_name_that_says_nothing() -> None:
    names = {part for path in sources() for part in path.relative_to(ROOT).with_suffix("").parts}
    assert names & FORBIDDEN_NAMES == set()


def test_nothing_is_left_over() -> None:
    found = {name: LEFT_OVER.findall(text) for name, text in committed_texts()}
    assert {name: words for name, words in found.items() if words} == {}


@pytest.mark.parametrize("name", ["work", "root", "home"])
def test_no_file_names_a_folder_of_one_machine(name: str) -> None:
    folder = f"/{name}/"
    assert [name for name, text in committed_texts() if folder in text] == []


def test_every_test_asserts_something() -> None:
    silent = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"
        for path in (ROOT / "tests").rglob("test_*.py")
        for node in functions(path)
        if node.name.startswith("test_") and not _asserts(node)
    ]
    assert silent == []


def _asserts(function: ast.AST) -> bool:
    """An assert statement, `pytest.raises`, or a call of something named assert… or check…."""
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            called = node.func
            name = called.attr if isinstance(called, ast.Attribute) else getattr(called, "id", "")
            if re.match(r"_?(?:assert|check|raises|fail|validate)", name):
                return True
    return False
