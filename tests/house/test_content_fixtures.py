"""The catalogue, the digests and the samples: well formed, linked, and in our own words."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "fixtures"
SAMPLES = FIXTURES / "samples"
TRUTH = ROOT / "tests" / "data" / "samples_truth.json"

CATALOGUE_COLUMNS = ["title", "document_number", "adopted_on", "published_on", "url"]
NUMBER = re.compile(r"[\u4e00-\u9fff]+〔\d{4}〕[1-9]\d*号")

DIGEST_TYPES: dict[str, type | tuple[type, ...]] = {
    "title": str,
    "title_inferred": bool,
    "genre": str,
    "kind": (str, type(None)),
    "document_number": (str, type(None)),
    "issuers": list,
    "authors": list,
    "publisher": (str, type(None)),
    "meeting": (str, type(None)),
    "region": str,
    "adopted_on": (str, type(None)),
    "published_on": (str, type(None)),
    "url": (str, type(None)),
    "digest": str,
    "key": str,
}

RUN = 20
"""Characters (punctuation left out) that none of our texts may share with a source in a row."""

FIXED_NAMES = (
    # enumerations of proper names, and names of plans, which only have one wording
    "制造强市、创新引领、数字赋能、开放融通、交通枢纽、能源提升、绿色低碳、精美城乡、文旅名城、全龄友好",
    "国民经济和社会发展第十五个五年规划纲要",
    # web-page and word-processor debris that the samples carry on purpose
    "下载\n打印\n全屏\n收藏\n【字号：\n加大\n还原\n减小\n】",
    "[bookmark: _GoBack]",
)


@cache
def catalogue() -> list[list[str]]:
    with gzip.open(FIXTURES / "catalogue.tsv.gz", "rt", encoding="utf-8", newline="\n") as file:
        return [line.rstrip("\n").split("\t") for line in file]


@cache
def digests() -> list[dict[str, Any]]:
    lines = (FIXTURES / "digests.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@cache
def first_column(name: str) -> frozenset[str]:
    with (FIXTURES / name).open(encoding="utf-8", newline="") as file:
        return frozenset(row[0] for row in csv.reader(file))


@cache
def readme() -> str:
    return (FIXTURES / "README.md").read_text(encoding="utf-8")


def iso_or_empty(value: str) -> bool:
    return not value or date.fromisoformat(value).isoformat() == value


def bare(text: str) -> str:
    """The letters and figures of a text: no markup, no punctuation, no fixed names."""
    for name in FIXED_NAMES:
        text = text.replace(name, "\n")
    text = re.sub(r"<[^>]+>", "", text)
    return re.sub(r"[^\u4e00-\u9fffA-Za-z0-9.%]", "", text)


class TestCatalogue:
    def test_header_and_size(self) -> None:
        header, *rows = catalogue()
        assert header == CATALOGUE_COLUMNS
        assert len(rows) >= 5_000
        assert {len(row) for row in rows} == {len(CATALOGUE_COLUMNS)}

    def test_cells(self) -> None:
        for title, number, adopted, published, url in catalogue()[1:]:
            assert title == re.sub(r"\s+", " ", title).strip() != ""
            assert not number or NUMBER.fullmatch(number), number
            assert iso_or_empty(adopted), adopted
            assert iso_or_empty(published), published
            assert url.startswith(("http://", "https://"))

    def test_addresses_are_unique_and_sorted(self) -> None:
        urls = [row[4] for row in catalogue()[1:]]
        assert urls == sorted(set(urls))

    def test_archive_carries_no_time_and_no_file_name(self) -> None:
        head = (FIXTURES / "catalogue.tsv.gz").read_bytes()[:8]
        flags, modified = head[3], head[4:8]
        assert (flags, modified) == (0, b"\0\0\0\0")


class TestDigests:
    def test_keys_and_types(self) -> None:
        for digest in digests():
            assert list(digest) == list(DIGEST_TYPES)
            wrong = [key for key, kind in DIGEST_TYPES.items() if not isinstance(digest[key], kind)]
            assert wrong == [], digest["key"]

    def test_keys_are_unique(self) -> None:
        keys = Counter(digest["key"] for digest in digests())
        assert [key for key, count in keys.items() if count > 1] == []
        assert all(re.fullmatch(r"digest:[a-z0-9-]+", key) for key in keys)

    def test_length(self) -> None:
        lengths = {d["key"]: len(re.findall(r"[\u4e00-\u9fff]", d["digest"])) for d in digests()}
        assert {key: n for key, n in lengths.items() if not 150 <= n <= 400} == {}

    def test_dates(self) -> None:
        for digest in digests():
            assert iso_or_empty(digest["adopted_on"] or "")
            assert iso_or_empty(digest["published_on"] or "")

    def test_links_lead_somewhere(self) -> None:
        for digest in digests():
            assert set(digest["issuers"]) <= first_column("bodies.csv")
            assert digest["region"] in first_column("regions.csv")
            assert {digest["meeting"]} - {None} <= first_column("meetings.csv")

    def test_every_work_report_since_2013_is_there(self) -> None:
        reports = [digest for digest in digests() if digest["genre"] == "report"]
        assert [r["adopted_on"][:4] for r in reports] == [str(y) for y in range(2013, 2026)]
        assert {tuple(r["issuers"]) for r in reports} == {("gov-100000",)}
        assert all(r["kind"] is None and r["meeting"] for r in reports)


def test_readme_names_every_fixture() -> None:
    named = set(re.findall(r"^\| `([^`]+)` \|", readme(), flags=re.MULTILINE))
    files = {path.name + "/" * path.is_dir() for path in FIXTURES.iterdir()} - {"README.md"}
    assert files <= named


def test_readme_states_the_counts() -> None:
    assert f"{len(catalogue()) - 1:,} documents of the State Council" in readme()
    assert f"{len(digests())} digests" in readme()


class TestSamples:
    def test_truth_names_every_sample(self) -> None:
        truth = json.loads(TRUTH.read_text(encoding="utf-8"))
        assert sorted(truth) == sorted(path.name for path in SAMPLES.iterdir())

    @pytest.mark.parametrize("path", sorted(SAMPLES.iterdir()), ids=lambda path: path.name)
    def test_size(self, path: Path) -> None:
        assert len(bare(path.read_text(encoding="utf-8"))) >= 800

    def test_truth_holds_known_slugs(self) -> None:
        for name, facts in json.loads(TRUTH.read_text(encoding="utf-8")).items():
            assert set(facts["issuers"]) <= first_column("bodies.csv"), name
            assert facts["region"] in first_column("regions.csv"), name
            own = {facts["meeting"]["slug"]} if facts["meeting"] else set()
            cited = own | {meeting["slug"] for meeting in facts["cited_meetings"]}
            assert cited <= first_column("meetings.csv"), name


def sources(shared: Path) -> Iterator[str]:
    for path in sorted((shared / "seeds").glob("*.txt")):
        yield path.read_text(encoding="utf-8")
    reports = (shared / "corpus" / "national_reports.jsonl").read_text(encoding="utf-8")
    for line in reports.splitlines():
        yield json.loads(line)["text"]
    for path in sorted((shared / "corpus" / "provincial_reports_2026").glob("*.txt")):
        yield path.read_text(encoding="utf-8")


def runs(text: str) -> set[str]:
    return {text[at : at + RUN] for at in range(len(text) - RUN + 1)}


class TestOwnWords:
    def test_no_run_of_a_source(self, shared: Path) -> None:
        ours = {digest["key"]: runs(bare(digest["digest"])) for digest in digests()}
        for path in SAMPLES.iterdir():
            ours[path.name] = runs(bare(path.read_text(encoding="utf-8")))
        wanted = frozenset[str]().union(*ours.values())
        seen: set[str] = set()
        for source in sources(shared):
            seen |= wanted & runs(bare(source))
        assert {key: found for key, mine in ours.items() if (found := mine & seen)} == {}

    def test_catalogue_states_what_the_source_states(self, shared: Path) -> None:
        path = shared / "corpus" / "catalogue_records.tsv"
        stated = {}
        for line in path.read_text(encoding="utf-8").split("\n"):
            cells = line.split("\t")
            if cells[0] == "State Council" and len(cells) == 7:
                none_is_empty = ["" if cell == "None" else cell for cell in cells]
                stated[cells[1]] = (none_is_empty[5], none_is_empty[3], none_is_empty[4])
        ours = {row[4]: tuple(row[1:4]) for row in catalogue()[1:]}
        assert ours == stated
