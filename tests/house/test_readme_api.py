"""The README's tables of the API are what the code declares."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from documents.api.filters import DocumentFilters
from documents.search.facets import FACETS
from policyapi.rest.formats import FORMATS
from taxonomy.api import filters

ROOT = Path(__file__).resolve().parents[2]
LISTS = {
    "regions": filters.RegionFilters,
    "bodies": filters.BodyFilters,
    "meetings": filters.MeetingFilters,
    "terms": filters.TermFilters,
}


def rows(heading: str) -> list[list[str]]:
    """The cells of the table under a heading, its own head left out, without backquotes."""
    text = (ROOT / "README.md").read_text("utf-8")
    section = re.split(r"^#+ ", text.split(f"### {heading}\n", 1)[1], maxsplit=1, flags=re.M)[0]
    lines = re.findall(r"^\| (.*) \|$", section, re.MULTILINE)
    return [[cell.strip("`") for cell in line.split(" | ")] for line in lines[1:]]


def test_filters_of_documents() -> None:
    declared = [[name, f.help, f.example] for name, f in DocumentFilters.declared().items()]
    assert rows("Filters of documents") == declared


def test_formats() -> None:
    declared = [[f.name, f.media_type, f.where, f.help] for f in FORMATS]
    assert rows("Formats") == declared


def test_facets() -> None:
    assert rows("Facets") == [[name, facet.help] for name, facet in FACETS.items()]


def test_filters_of_the_other_lists() -> None:
    declared = [
        [name, parameter, f.help, f.example]
        for name, declaring in LISTS.items()
        for parameter, f in declaring.declared().items()
    ]
    assert rows("Filters of the other lists") == declared


@pytest.mark.parametrize(
    "path", sorted(yaml.safe_load((ROOT / "openapi.yaml").read_text("utf-8"))["paths"])
)
def test_every_address_is_named(path: str) -> None:
    address = path.removeprefix("/api/v1/")
    text = (ROOT / "README.md").read_text("utf-8")
    assert f"`{address}`" in text
