"""A database for measurements that is dropped afterwards."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

from documents.ingest.inputs import Input
from documents.ingest.process import process_all
from documents.ingest.storing import Store
from documents.search.analyser import current_analyser
from taxonomy.fixtures_vocabulary import FIXTURES
from taxonomy.reference import load_reference
from taxonomy.stored_vocabulary import stored_vocabulary


@contextmanager
def scratch_database(keep: str = "") -> Iterator[None]:
    """An empty database with the authority files loaded, beside the one of the settings.

    With `keep` it has that name, stays, and is found again as it was left.
    """
    name = connection.settings_dict["NAME"]
    if keep:
        connection.settings_dict["TEST"]["NAME"] = keep
    connection.creation.create_test_db(
        verbosity=0, autoclobber=True, serialize=False, keepdb=bool(keep)
    )
    try:
        list(load_reference(FIXTURES))
        yield
    finally:
        connection.creation.destroy_test_db(name, verbosity=0, keepdb=bool(keep))


def store(items: Iterable[Input], workers: int) -> str:
    """Take items in as the command does; what it cost."""
    vocabulary, keeper = stored_vocabulary(), Store(status="published")
    current_analyser().words("起步")
    statements = documents = characters = 0

    def counted(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        nonlocal statements
        statements += 1
        return execute(sql, params, many, context)

    since, busy = time.perf_counter(), time.process_time()
    with connection.execute_wrapper(counted):
        for number, result in enumerate(
            process_all(items, vocabulary, workers=workers, analyser=current_analyser())
        ):
            keeper.put(result, f"{result.source.path}/{number}")
            documents += 1
            characters += len(result.draft.text) if result.draft else 0
    wall, busy = time.perf_counter() - since, time.process_time() - busy
    return (
        f"{documents:6} stored, {statements / documents:.1f} statements each;"
        f" {characters / wall:,.0f} characters and {documents / wall:,.0f} documents a second of"
        f" the wall clock, {characters / busy:,.0f} characters a core-second of the writing process"
    )
