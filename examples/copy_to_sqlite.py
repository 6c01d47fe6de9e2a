"""Keep a copy of the whole service in SQLite: the newest snapshot first, then what changed since.

    python examples/copy_to_sqlite.py http://127.0.0.1:8000/api/v1/ copy.db

The first run loads the tables of `exports/latest/`, every later one follows `changes/` from where
the last one ended. A run that is interrupted is repeated: a page of changes is one transaction,
and its cursor is kept in it. Needs nothing but Python, and `zstandard` for snapshots in zstd.
"""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import sys
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import urlopen

Row = dict[str, Any]

TABLE_OF = {
    "document": "documents",
    "body": "bodies",
    "meeting": "meetings",
    "term": "terms",
    "region": "regions",
}
PARTS = ("issuers", "sections", "mentions", "citations", "history", "sources")
"""Tables whose rows belong to a document and come with it."""
EVERYTHING = "document,text,sections,mentions,citations"


def main(api: str, path: str) -> None:
    with sqlite3.connect(path) as copy:
        if not copy.execute("SELECT 1 FROM sqlite_master WHERE name = 'state'").fetchone():
            load(copy, api)
    with sqlite3.connect(path) as copy:
        for number in follow(copy, api):
            print(f"{number} changes", file=sys.stderr)


def load(copy: sqlite3.Connection, api: str) -> None:
    """Fill an empty copy from the newest snapshot, in one transaction."""
    copy.execute("BEGIN")
    manifest = get(f"{api}exports/latest/")
    (schema,) = (file for file in manifest["files"] if file["name"] == "schema.json")
    columns = {name: list(row["properties"]) for name, row in get(schema["url"])["$defs"].items()}
    for file in manifest["files"]:
        if ".jsonl." in file["name"]:
            table = file["table"]
            copy.execute(f"CREATE TABLE {table} ({', '.join(map(quoted, columns[table]))})")
            insert(copy, table, lines(file["url"]))
    for table in TABLE_OF.values():
        copy.execute(f"CREATE UNIQUE INDEX key_of_{table} ON {table} ({key_of(table)})")
    for table in PARTS:
        copy.execute(f"CREATE INDEX document_of_{table} ON {table} (document)")
    copy.execute("CREATE TABLE state (cursor)")
    copy.execute("INSERT INTO state VALUES (?)", [manifest["cursor"]])


def follow(copy: sqlite3.Connection, api: str) -> Iterator[int]:
    """Apply what has changed, page by page; yields how many changes each page had."""
    (cursor,) = copy.execute("SELECT cursor FROM state").fetchone()
    asked = urlencode({"cursor": cursor, "include": EVERYTHING})
    address: str | None = f"{api}changes/?{asked}"
    while address:
        page = get(address)
        with copy:
            for change in page["results"]:
                apply(copy, change)
            copy.execute("UPDATE state SET cursor = ?", [page["cursor"]])
        yield len(page["results"])
        address = page["next"]


def apply(copy: sqlite3.Connection, change: Row) -> None:
    """Take the thing out of the copy and, unless it is gone, put it in as it is now."""
    table, key = TABLE_OF[change["type"]], change["id"]
    copy.execute(f"DELETE FROM {table} WHERE {key_of(table)} = ?", [key])
    if table == "documents":
        for part in PARTS:
            copy.execute(f"DELETE FROM {part} WHERE document = ?", [key])
        if change["document"]:
            for part, rows in split(change["document"]).items():
                insert(copy, part, rows)
    elif change["change"] == "upsert" and (thing := get(change["url"])):
        insert(copy, table, [{name: reference(value) for name, value in thing.items()}])


def split(document: Row) -> dict[str, list[Row]]:
    """A document as the API gives it → rows of the tables that a snapshot has."""
    meeting = document.pop("meeting") or {"slug": None}
    slug = meeting.pop("slug")
    own = {name: reference(value) for name, value in document.items() if name not in PARTS}
    own |= {"meeting": slug, "meeting_stated": meeting or None if slug is None else None}
    rows = {part: document[part] for part in PARTS}
    for part in ("issuers", "history"):
        rows[part] = [{"position": at, **row} for at, row in enumerate(rows[part], 1)]
    for row in rows["citations"]:
        row["target_document"] = reference(row.pop("document"))
        row["target_meeting"] = reference(row.pop("meeting"))
    for part in PARTS:
        rows[part] = [
            {name: reference(value) for name, value in row.items()} | {"document": document["id"]}
            for row in rows[part]
        ]
    return {"documents": [own], **rows}


def reference(value: Any) -> Any:
    """What the API shows of another thing → the key by which tables point to it."""
    if isinstance(value, list):
        return [reference(item) for item in value]
    if isinstance(value, dict):
        return next((value[key] for key in ("slug", "code", "id") if key in value), value)
    return value


def insert(copy: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    """Add rows; what the table has no column for is left out, lists and objects become JSON."""
    columns = [row[1] for row in copy.execute(f"PRAGMA table_info({table})")]
    places = ", ".join("?" * len(columns))
    values = ([stored(row[column]) for column in columns] for row in rows)
    copy.executemany(f"INSERT INTO {table} VALUES ({places})", values)


def stored(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


def key_of(table: str) -> str:
    return {"documents": "id", "regions": "code"}.get(table, "slug")


def quoted(name: str) -> str:
    return f'"{name}"'


def get(address: str) -> Any:
    """The JSON at an address; null where there is nothing any more."""
    try:
        with urlopen(address) as answer:
            return json.load(answer)
    except HTTPError as error:
        if error.code == 404:
            return None
        raise


def lines(address: str) -> Iterator[Row]:
    """The rows of a table's file, unpacked on the way."""
    with urlopen(address) as answer:
        if address.endswith(".gz"):
            unpacked: Any = gzip.GzipFile(fileobj=answer)
        else:
            import zstandard

            unpacked = zstandard.ZstdDecompressor().stream_reader(answer, read_across_frames=True)
        for line in io.TextIOWrapper(unpacked, "utf-8"):
            yield json.loads(line)


if __name__ == "__main__":
    main(*sys.argv[1:])
