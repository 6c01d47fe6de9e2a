"""The vocabulary as the authority files in `fixtures/` hold it, for runs without a database."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from pathlib import Path

from taxonomy.vocabulary import BodyEntry, MeetingEntry, RegionEntry, TermEntry, Vocabulary

FIXTURES = Path(__file__).resolve().parent.parent / "fixtures"


class FixtureError(ValueError):
    """An authority file that cannot be used; the message names file, line and field."""


def rows(name: str, folder: Path = FIXTURES) -> Iterator[dict[str, str]]:
    """The rows of a CSV authority file; every row has every column."""
    path = folder / f"{name}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        for number, row in enumerate(csv.DictReader(file), start=2):
            if None in row or None in row.values():
                raise FixtureError(f"{path.name}, line {number}: the row does not fit the header")
            yield row


def items(cell: str) -> tuple[str, ...]:
    """The items of a `|`-separated cell."""
    return tuple(item.strip() for item in cell.split("|") if item.strip())


def day(cell: str) -> date | None:
    return date.fromisoformat(cell) if cell else None


def region_entry(row: Mapping[str, str]) -> RegionEntry:
    return RegionEntry(
        code=row["code"],
        name=row["name"],
        short_name=row["short_name"],
        level=row["level"],
        parent=row["parent"] or None,
        kind=row["kind"],
    )


def body_entry(row: Mapping[str, str]) -> BodyEntry:
    return BodyEntry(
        slug=row["slug"],
        name=row["name"],
        short_name=row["short_name"],
        system=row["system"],
        region=row["region"],
        parent=row["parent"] or None,
        aliases=items(row["aliases"]),
        number_prefixes=items(row["number_prefixes"]),
    )


def meeting_entry(row: Mapping[str, str]) -> MeetingEntry:
    return MeetingEntry(
        slug=row["slug"],
        body=row["body"],
        kind=row["kind"],
        convocation=int(row["convocation"]) if row["convocation"] else None,
        session=int(row["session"]) if row["session"] else None,
        held_from=day(row["held_from"]),
        held_to=day(row["held_to"]),
        place=row["place"] or None,
        name=row["name"],
        aliases=items(row["aliases"]),
    )


def term_entry(row: Mapping[str, str]) -> TermEntry:
    return TermEntry(
        slug=row["slug"],
        label=row["label"],
        alt_labels=items(row["alt_labels"]),
        region=row["region"] or None,
        quoted_only=row.get("quoted_only") == "1",
    )


@cache
def load_vocabulary(folder: Path = FIXTURES) -> Vocabulary:
    """The whole vocabulary; of the terms, the approved formulations."""
    return Vocabulary(
        regions={e.code: e for e in map(region_entry, rows("regions", folder))},
        bodies={e.slug: e for e in map(body_entry, rows("bodies", folder))},
        meetings={e.slug: e for e in map(meeting_entry, rows("meetings", folder))},
        terms=tuple(
            term_entry(row)
            for row in rows("terms", folder)
            if row["scheme"] == "formulation" and row["status"] == "approved"
        ),
    )
