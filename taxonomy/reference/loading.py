"""The authority files and how each becomes rows, in the order in which they refer to each other."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction

from taxonomy.fixtures_vocabulary import (
    FIXTURES,
    FixtureError,
    body_entry,
    day,
    items,
    meeting_entry,
    region_entry,
    rows,
)
from taxonomy.models import Body, Meeting, ReferenceLoad, Region, Term, TermComponent
from taxonomy.pinyin import syllables
from taxonomy.reference.upsert import Report, ids, link, upsert
from taxonomy.signals import reference_loaded
from taxonomy.statistics import analyse


def load_reference(folder: Path = FIXTURES, *, force: bool = False) -> Iterator[Report]:
    """Load every authority file, one transaction for all; yields a report a table.

    A file that has not changed since it was loaded is skipped unless `force`, so that what
    curators have corrected since stays. Raises `FixtureError`, naming file, row and field.
    """
    loaded = False
    with transaction.atomic():
        for name, load in LOADERS.items():
            sha256 = hashlib.sha256((folder / f"{name}.csv").read_bytes()).hexdigest()
            known = ReferenceLoad.objects.filter(name=name, sha256=sha256).exists()
            if known and not force:
                yield Report(name, skipped=True)
                continue
            try:
                yield load(folder)
            except IntegrityError as error:
                raise FixtureError(f"{name}.csv: {error}") from error
            ReferenceLoad.objects.update_or_create(name=name, defaults={"sha256": sha256})
            loaded = True
        if loaded:
            analyse("taxonomy")
            reference_loaded.send(None)


def _lookup(table: Mapping[str, Any], key: str | None, where: str) -> Any:
    """The primary key that `key` stands for; null for null."""
    if key is None or key == "":
        return None
    try:
        return table[key]
    except KeyError:
        raise FixtureError(f"{where}: there is no “{key}”") from None


def _load_regions(folder: Path) -> Report:
    entries = [region_entry(row) for row in rows("regions", folder)]
    codes = {entry.code: entry.code for entry in entries}
    return upsert(
        Region,
        "code",
        {
            e.code: {
                "name": e.name,
                "short_name": e.short_name,
                "level": e.level,
                "kind": e.kind,
                "parent_id": _lookup(codes, e.parent, f"regions.csv, {e.code}, parent"),
            }
            for e in entries
        },
    )


def _load_bodies(folder: Path) -> Report:
    entries = [body_entry(row) for row in rows("bodies", folder)]
    regions = ids(Region, "code")
    report = upsert(
        Body,
        "slug",
        {
            e.slug: {
                "name": e.name,
                "short_name": e.short_name,
                "aliases": list(e.aliases),
                "system": e.system,
                "region_id": _lookup(regions, e.region, f"bodies.csv, {e.slug}, region"),
                "number_prefixes": list(e.number_prefixes),
            }
            for e in entries
        },
    )
    return _with_links(report, Body, "parent_id", {e.slug: e.parent for e in entries}, "bodies.csv")


def _load_meetings(folder: Path) -> Report:
    bodies = ids(Body)
    return upsert(
        Meeting,
        "slug",
        {
            e.slug: {
                "body_id": _lookup(bodies, e.body, f"meetings.csv, {e.slug}, body"),
                "kind": e.kind,
                "convocation": e.convocation,
                "session": e.session,
                "held_from": e.held_from,
                "held_to": e.held_to,
                "place": e.place,
                "name": e.name,
                "aliases": list(e.aliases),
            }
            for e in map(meeting_entry, rows("meetings", folder))
        },
    )


def _load_terms(folder: Path) -> Report:
    found = list(rows("terms", folder))
    regions = ids(Region, "code")
    report = upsert(
        Term,
        "slug",
        {
            row["slug"]: {
                "label": row["label"],
                "alt_labels": list(items(row["alt_labels"])),
                "pinyin": " ".join(syllables(row["label"])),
                "definition": row["definition"],
                "scheme": row["scheme"],
                "coined_in": row["coined_in"],
                "valid_from": day(row["valid_from"]),
                "region_id": _lookup(regions, row["region"], f"terms.csv, {row['slug']}, region"),
                "status": row["status"],
                "quoted_only": row["quoted_only"] == "1",
            }
            for row in found
        },
    )
    for column, attribute in (("broader", "parent_id"), ("superseded_by", "superseded_by_id")):
        links = {row["slug"]: row[column] for row in found}
        report = _with_links(report, Term, attribute, links, "terms.csv")
    _link_terms(found)
    return report


def _link_terms(found: list[dict[str, str]]) -> None:
    """Set the related terms and the ordered components of every term in the file."""
    terms = ids(Term)
    components, related = [], set[tuple[int, int]]()
    for row in found:
        own, where = terms[row["slug"]], f"terms.csv, {row['slug']}"
        for position, part in enumerate(items(row["components"]), start=1):
            part_id = _lookup(terms, part, f"{where}, components")
            components.append(TermComponent(whole_id=own, position=position, part_id=part_id))
        for other in items(row["related"]):
            other_id = _lookup(terms, other, f"{where}, related")
            related |= {(own, other_id), (other_id, own)}
    listed = [terms[row["slug"]] for row in found]
    TermComponent.objects.filter(whole__in=listed).delete()
    TermComponent.objects.bulk_create(components)
    through = Term.related.through
    through._default_manager.filter(from_term__in=listed).delete()
    through._default_manager.bulk_create(
        [through(from_term_id=one, to_term_id=other) for one, other in sorted(related)]
    )


def _with_links(
    report: Report,
    model: type[Body | Term],
    attribute: str,
    links: Mapping[str, str | None],
    file: str,
) -> Report:
    """Set a link between rows of one table once all of them have primary keys."""
    keys = ids(model)
    changed = link(
        model,
        attribute,
        {
            keys[slug]: _lookup(keys, target, f"{file}, {slug}, {attribute[:-3]}")
            for slug, target in links.items()
        },
    )
    for slug in links.keys() - set(report.added):
        if keys[slug] not in changed:
            continue
        if slug not in report.changed:
            report.changed[slug] = []
            report.unchanged -= 1
        report.changed[slug].append(attribute)
    return report


LOADERS: dict[str, Callable[[Path], Report]] = {
    "regions": _load_regions,
    "bodies": _load_bodies,
    "meetings": _load_meetings,
    "terms": _load_terms,
}
