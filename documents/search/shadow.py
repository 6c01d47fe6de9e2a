"""Tables of the index built beside the ones that are searched, and put in their place.

While a shadow is filled, a trigger on the live entries notes whose rows are written or deleted;
their rows are copied over before the swap. Nobody waits but for the swap itself, which renames.
What was filled stays when a run is broken off, and the next one with the same mark goes on.
"""

from __future__ import annotations

import hashlib
import time
from dataclasses import dataclass
from typing import Any

from django.db import OperationalError, connection, transaction

from documents.models import Document, Passage, SearchEntry
from policyapi.models import Change

TABLES = (SearchEntry._meta.db_table, Passage._meta.db_table)
LOG = "documents_reindex_log"
MEMORY = "256MB"
"""For building an index, of which one is built at a time."""

FEW = 200
"""Changed documents that are copied under the lock; more are copied before."""

WRITERS_MS, LOCK_MS, ATTEMPTS = 5_000, 500, 120
"""How long writers, and searches, may queue behind the swap's wait for its locks; how often."""


def shadow(table: str) -> str:
    return f"{table}_next"


def begin(version: str, average: float) -> float:
    """Make empty shadows, unless there are some for rows of this version of the analyser.

    Says the average length that their rows are made with: a run that was broken off may have
    counted another one since. Shadows of tables that have got other columns are made anew as well.
    """
    columns = "/".join(",".join(_columns(table)) for table in TABLES)
    match (_mark() or "").split(" "):
        case [before, kept, those] if (before, those) == (version, columns):
            return float(kept)
    with transaction.atomic(), connection.cursor() as cursor:
        drop(cursor)
        for table in TABLES:
            _make(cursor, table)
        cursor.execute(_LOGGING)
        mark = f"{version} {average!r} {columns}"
        cursor.execute(f"COMMENT ON TABLE {shadow(TABLES[0])} IS '{_plain(mark)}'")
    return average


def _make(cursor: Any, table: str) -> None:
    """An empty shadow of a table, with all that is set there; its indexes come later."""
    cursor.execute(
        f"CREATE TABLE {shadow(table)} (LIKE {table} INCLUDING DEFAULTS"
        " INCLUDING CONSTRAINTS INCLUDING STORAGE INCLUDING COMPRESSION INCLUDING IDENTITY)"
    )
    options = _column("SELECT unnest(reloptions) FROM pg_class WHERE oid = %s::regclass", table)
    targets = _rows(_TARGETS, table)
    changes = [f"ALTER {column} SET STATISTICS {target}" for column, target in targets]
    if options:
        changes.append(f"SET ({', '.join(options)})")
    if changes:
        cursor.execute(f"ALTER TABLE {shadow(table)} {', '.join(changes)}")
    for item in _constraints(table, "pu"):
        cursor.execute(item.on(shadow(table)))


def filled() -> set[str]:
    """The documents whose rows are in the shadows."""
    return set(_column(f"SELECT document_id FROM {shadow(TABLES[0])}"))  # noqa: S608


def build_indexes() -> None:
    """Index the shadows; the newer PostgreSQL is, the more of it goes over several processes."""
    with connection.cursor() as cursor:
        for table in TABLES:
            with transaction.atomic():
                cursor.execute(f"SET LOCAL maintenance_work_mem = '{MEMORY}'")
                # Of the width of the vectors, which stand elsewhere, the planner knows nothing.
                cursor.execute("SET LOCAL min_parallel_table_scan_size = 0")
                for item in _indexes(table):
                    cursor.execute(item.on(shadow(table)))
            cursor.execute(f"ANALYZE {shadow(table)}")


def swap() -> None:
    """Put the shadows, which have their indexes, in the place of the live tables."""
    while _catch_up(2_000) > FEW:
        pass
    for attempt in range(ATTEMPTS):
        try:
            _swap()
            break
        except OperationalError as error:
            state = getattr(error.__cause__, "sqlstate", None)
            if state not in {"55P03", "40P01"} or attempt == ATTEMPTS - 1:
                raise
            time.sleep(LOCK_MS / 1000)
    _validate()


@dataclass(frozen=True, slots=True)
class _Part:
    """A constraint or an index of a table, with the statement that makes it there."""

    name: str
    statement: str
    table: str
    definition: str
    renaming: str

    @property
    def spare(self) -> str:
        """Its name while it belongs to a shadow."""
        return f"next_{hashlib.sha256(f'{self.table}.{self.name}'.encode()).hexdigest()[:12]}"

    def on(self, table: str, name: str = "") -> str:
        return self.statement.format(
            table=table, name=f'"{name or self.spare}"', definition=self.definition
        )

    def renamed(self) -> str:
        """Gives it its own name, when the table has its own again."""
        return self.renaming.format(table=self.table, spare=self.spare, name=f'"{self.name}"')


def _constraints(table: str, kinds: str, column: str = "conrelid") -> list[_Part]:
    """Constraints on a table, or of others that refer to it; kinds as in pg_constraint."""
    found = _rows(
        "SELECT conname, conrelid::regclass::text, pg_get_constraintdef(oid) FROM pg_constraint"  # noqa: S608
        f" WHERE {column} = %s::regclass AND contype = ANY(%s) ORDER BY conname",
        table,
        list(kinds),
    )
    return [
        _Part(
            name,
            "ALTER TABLE {table} ADD CONSTRAINT {name} {definition}",
            owner,
            definition.removesuffix(" NOT VALID"),
            "ALTER TABLE {table} RENAME CONSTRAINT {spare} TO {name}",
        )
        for name, owner, definition in found
    ]


def _indexes(table: str) -> list[_Part]:
    """The indexes that belong to no constraint."""
    found = _rows(
        "SELECT c.relname, pg_get_indexdef(c.oid) FROM pg_index i JOIN pg_class c ON c.oid ="
        " i.indexrelid WHERE i.indrelid = %s::regclass AND NOT EXISTS (SELECT FROM pg_constraint"
        " WHERE conindid = c.oid AND conrelid = i.indrelid) ORDER BY 1",
        table,
    )
    return [
        _Part(
            name,
            "CREATE INDEX IF NOT EXISTS {name} ON {table} USING {definition}",
            table,
            definition.split(" USING ", 1)[1],
            "ALTER INDEX {spare} RENAME TO {name}",
        )
        for name, definition in found
    ]


def _catch_up(limit: int | None = None) -> int:
    """Copy rows that were written since they were made here; says of how many documents."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            f"DELETE FROM {LOG} WHERE document_id IN (SELECT document_id FROM {LOG} LIMIT %s)"  # noqa: S608
            " RETURNING document_id",
            [limit],
        )
        changed = list({key for (key,) in cursor.fetchall()})
        for table in TABLES:
            names = ", ".join(f'"{name}"' for name in _columns(table))
            cursor.execute(f"DELETE FROM {shadow(table)} WHERE document_id = ANY(%s)", [changed])  # noqa: S608
            cursor.execute(
                f"INSERT INTO {shadow(table)} ({names})"  # noqa: S608
                f" SELECT {names} FROM {table} WHERE document_id = ANY(%s)",
                [changed],
            )
    return len(changed)


def _swap() -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL lock_timeout = {WRITERS_MS}")
        # Documents first, as whoever stores one does; readers are in nobody's way until the second.
        cursor.execute(f"LOCK TABLE {Document._meta.db_table} IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(f"SET LOCAL lock_timeout = {LOCK_MS}")
        cursor.execute(f"LOCK TABLE {', '.join(TABLES)} IN ACCESS EXCLUSIVE MODE")
        _catch_up()
        for table in TABLES:
            inside = [*_constraints(table, "pu"), *_indexes(table)]
            foreign, referring = _constraints(table, "f"), _constraints(table, "f", "confrelid")
            for item in referring:
                cursor.execute(f'ALTER TABLE {item.table} DROP CONSTRAINT "{item.name}"')
            sequences = list(zip(_sequences(table), _sequences(shadow(table)), strict=True))
            cursor.execute(f"DROP TABLE {table}")
            cursor.execute(f"ALTER TABLE {shadow(table)} RENAME TO {table}")
            for item in inside:
                cursor.execute(item.renamed())
            for old, new in sequences:
                cursor.execute(f"ALTER SEQUENCE {new} RENAME TO {old.rpartition('.')[2]}")
            for item in (*foreign, *referring):
                cursor.execute(f"{item.on(item.table, item.name)} NOT VALID")
        cursor.execute(f"DROP FUNCTION {LOG}_note() CASCADE")
        cursor.execute(f"DROP TABLE {LOG}")
        Change.note_index()


def _validate() -> None:
    """Check the constraints that the swap had no time for."""
    with connection.cursor() as cursor:
        for table in TABLES:
            for column in ("conrelid", "confrelid"):
                for item in _constraints(table, "f", column):
                    cursor.execute(f'ALTER TABLE {item.table} VALIDATE CONSTRAINT "{item.name}"')
            cursor.execute(f"COMMENT ON TABLE {table} IS NULL")


def _columns(table: str) -> list[str]:
    """The columns that are copied: all but identities."""
    return _column(
        "SELECT attname FROM pg_attribute WHERE attrelid = %s::regclass AND attnum > 0"
        " AND NOT attisdropped AND attidentity = '' ORDER BY attnum",
        table,
    )


def _sequences(table: str) -> list[str]:
    """The sequences of its identity columns."""
    return _column(
        "SELECT pg_get_serial_sequence(attrelid::regclass::text, attname) FROM pg_attribute"
        " WHERE attrelid = %s::regclass AND attidentity <> '' ORDER BY attnum",
        table,
    )


def _mark() -> str | None:
    found = _column("SELECT obj_description(to_regclass(%s), 'pg_class')", shadow(TABLES[0]))
    return found[0] if found else None


def drop(cursor: Any) -> None:
    """Drop the shadows, if there are any."""
    names = ", ".join(shadow(table) for table in TABLES)
    cursor.execute(f"DROP TABLE IF EXISTS {names}, {LOG} CASCADE")
    cursor.execute(f"DROP FUNCTION IF EXISTS {LOG}_note() CASCADE")


def _rows(sql: str, *parameters: str | list[str]) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters or None)
        return list(cursor.fetchall())


def _column(sql: str, *parameters: str | list[str]) -> list[str]:
    return [row[0] for row in _rows(sql, *parameters)]


def _plain(mark: str) -> str:
    return mark.replace("'", "''")


_TARGETS = """
    SELECT quote_ident(attname), attstattarget FROM pg_attribute
    WHERE attrelid = %s::regclass AND attnum > 0 AND attstattarget >= 0 AND NOT attisdropped
"""
"""Columns that are not counted as the others are when the table is analysed."""

# Whoever writes notes it in a row of his own, which is seen when what he wrote is seen as well.
_LOGGING = f"""
    CREATE TABLE {LOG} (document_id varchar NOT NULL);
    CREATE FUNCTION {LOG}_note() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        INSERT INTO {LOG} VALUES (CASE TG_OP WHEN 'DELETE' THEN OLD.document_id
            ELSE NEW.document_id END);
        RETURN NULL;
    END $$;
    CREATE TRIGGER {LOG}_note AFTER INSERT OR UPDATE OR DELETE ON {TABLES[0]}
        FOR EACH ROW EXECUTE FUNCTION {LOG}_note();
"""  # noqa: S608
