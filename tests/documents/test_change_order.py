"""The log under concurrent transactions, each on a connection of its own."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from threading import Event
from typing import Any

import pytest
from django.db import connection, transaction

from documents.models import Citation, Document
from policyapi.models import Change
from policyapi.rest.versions import version
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE = 30
"""Seconds after which something is stuck."""


@contextmanager
def others(number: int) -> Iterator[Callable[..., Future[Any]]]:
    """Runs functions in threads, each with a connection that is closed at its end."""
    with ThreadPoolExecutor(number) as pool:

        def run(work: Callable[..., Any], *arguments: Any) -> Any:
            try:
                return work(*arguments)
            finally:
                connection.close()

        yield lambda work, *arguments: pool.submit(run, work, *arguments)


def speak(document: str, word: str = "甲") -> None:
    Document.objects.filter(pk=document).update(speaker=word)


def position_of(document: str) -> int:
    return version("document", document).position


def wait_until_one_waits() -> None:
    """Until somebody waits for the lock of the log."""
    waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
    with connection.cursor() as cursor:
        while True:
            cursor.execute(waiting)
            if cursor.fetchone() != (0,):
                return
            time.sleep(0.01)


def test_who_begins_first_and_commits_last_comes_last() -> None:
    factories.document(id="slow")
    factories.document(id="quick")
    begun, done = Event(), Event()

    def slow() -> None:
        with transaction.atomic():
            speak("slow")
            begun.set()
            assert done.wait(PATIENCE)

    with others(2) as start:
        waiting = start(slow)
        assert begun.wait(PATIENCE)
        start(speak, "quick").result(PATIENCE)
        seen = version().position
        assert position_of("quick") == seen
        done.set()
        waiting.result(PATIENCE)
    assert position_of("slow") > seen


def test_a_position_is_not_to_be_seen_before_all_earlier_ones() -> None:
    """Between taking its position and its commit nobody else gets a later one."""
    factories.document(id="first")
    factories.document(id="second")
    settled, done = Event(), Event()

    def first() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            speak("first")
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            settled.set()
            assert done.wait(PATIENCE)

    before = version().position
    with others(2) as start:
        one = start(first)
        assert settled.wait(PATIENCE)
        other = start(speak, "second")
        wait_until_one_waits()
        assert version().position == before
        done.set()
        one.result(PATIENCE)
        other.result(PATIENCE)
    keys = Change.objects.filter(position__gt=before).order_by("position")
    assert list(keys.values_list("key", flat=True)) == ["first", "second"]


def test_a_part_of_a_draft_that_another_publishes_is_not_lost() -> None:
    """Whether a document is public is asked at commit, not when its part is written."""
    factories.document(id="draft", status="draft")
    begun, done = Event(), Event()

    def add_history() -> None:
        with transaction.atomic():
            Document.objects.get(pk="draft").history.create(position=1, event="通过")
            begun.set()
            assert done.wait(PATIENCE)

    with others(1) as start:
        adding = start(add_history)
        assert begun.wait(PATIENCE)
        Document.objects.filter(pk="draft").update(status="published")
        published = version().position
        done.set()
        adding.result(PATIENCE)
    assert position_of("draft") > published


def test_a_title_reaches_a_citation_that_another_writes() -> None:
    factories.document(id="cited")
    factories.document(id="citing")
    begun, done = Event(), Event()

    def rename() -> None:
        with transaction.atomic():
            Document.objects.filter(pk="cited").update(title="新题")
            begun.set()
            assert done.wait(PATIENCE)

    with others(1) as start:
        renaming = start(rename)
        assert begun.wait(PATIENCE)
        citing = Document.objects.get(pk="citing")
        factories.citation(citing, target_document=Document.objects.get(pk="cited"))
        cited = version().position
        done.set()
        renaming.result(PATIENCE)
    assert position_of("citing") > cited


KEYS = [f"d{n}" for n in range(6)]


def write(seed: int) -> None:
    """Transactions that lock two documents, change one and have it cite the other, or not."""
    chance = random.Random(seed)
    for turn in range(25):
        with transaction.atomic():
            own, other = chance.sample(KEYS, 2)
            for key in sorted((own, other)):
                Document.objects.select_for_update(no_key=True).get(pk=key)
            speak(own, f"{seed}-{turn}")
            if chance.random() < 0.5:
                factories.citation(Document(pk=own), target_document_id=other)
            elif last := Citation.objects.filter(document=own).last():
                last.delete()


def follow(ended: Event) -> dict[str, str | None]:
    """A copy that is kept by resuming from a position until all is over."""
    copy: dict[str, str | None] = {}
    at, is_over = 0, False
    while not is_over:
        is_over = ended.is_set()
        last = version().position
        changes = Change.objects.filter(position__gt=at, position__lte=last, type="document")
        for key in set(changes.values_list("key", flat=True)):
            copy[key] = Document.objects.values_list("speaker", flat=True).get(pk=key)
        at = last
    return copy


def test_writers_that_cite_each_other_neither_deadlock_nor_hide_from_a_reader() -> None:
    for key in KEYS:
        factories.document(id=key, index=False)
    ended = Event()
    with others(6) as start:
        readers = [start(follow, ended), start(follow, ended)]
        writers = [start(write, seed) for seed in range(4)]
        for writer in writers:
            writer.result(PATIENCE)
        ended.set()
        copies = [reader.result(PATIENCE) for reader in readers]
    table = dict(Document.objects.values_list("pk", "speaker"))
    assert copies == [table, table]
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM policyapi_pendingchange")
        assert cursor.fetchone() == (0,)
