"""A small part of the authority files, for tests that need some: the nation and a province."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Collection
from pathlib import Path

from taxonomy.fixtures_vocabulary import FIXTURES

FILES = ("regions", "bodies", "meetings", "terms")
HUNAN = ("100000", "430000", "430100")
EXAMPLE = ("100000", "990000", "990100", "990200")

Row = dict[str, str]


def write_part(folder: Path, regions: Collection[str]) -> Path:
    """Write the rows of these regions, without references to rows that are left out."""
    bodies = {row["slug"] for row in read_rows(FIXTURES, "bodies") if row["region"] in regions}
    terms = {row["slug"] for row in read_rows(FIXTURES, "terms") if row["region"] in regions}
    kept: dict[str, Callable[[Row], bool]] = {
        "regions": lambda row: row["code"] in regions,
        "bodies": lambda row: row["slug"] in bodies,
        "meetings": lambda row: row["body"] in bodies,
        "terms": lambda row: row["slug"] in terms,
    }
    for name in FILES:
        rows = list(filter(kept[name], read_rows(FIXTURES, name)))
        for row in rows if name == "terms" else ():
            for column in ("broader", "components", "related", "superseded_by"):
                row[column] = "|".join(slug for slug in row[column].split("|") if slug in terms)
        write_rows(folder, name, rows)
    return folder


def read_rows(folder: Path, name: str) -> list[Row]:
    text = (folder / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def write_rows(folder: Path, name: str, rows: list[Row]) -> None:
    with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
