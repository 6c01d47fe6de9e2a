"""Readers that follow the feed of changes over HTTP while writers change documents."""

from __future__ import annotations

import json
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from http.client import HTTPConnection
from random import Random
from typing import Any

from django.db import connection, transaction

from documents.models import Citation, Document
from tests import factories

WRITERS, READERS = 8, 2
KINDS_OF_WRITE = ("insert", "update", "withdraw", "republish", "cite", "delete")
PAGE = "changes/?type=document&page_size=50&cursor="


@dataclass
class Writer:
    """Transactions of random length, each with its documents locked in order."""

    number: int
    until: float
    done: Counter[str] = field(default_factory=Counter)

    def run(self) -> Counter[str]:
        self.chance = Random(self.number)
        try:
            while time.monotonic() < self.until:
                self.transaction()
        finally:
            connection.close()
        return self.done

    def transaction(self) -> None:
        with transaction.atomic():
            keys = list(Document.objects.values_list("pk", flat=True).order_by("?")[:3])
            locked = Document.objects.filter(pk__in=keys).order_by("pk")
            held = [d.pk for d in locked.select_for_update(no_key=True)]
            for _ in range(self.chance.randint(1, 4)):
                what = self.chance.choice(KINDS_OF_WRITE) if held else "insert"
                getattr(self, what)(held)
                self.done[what] += 1
            if self.chance.random() < 0.3:
                time.sleep(self.chance.random() / 10)
            if self.chance.random() < 0.1:
                transaction.set_rollback(True)

    def insert(self, held: list[str]) -> None:
        status = self.chance.choice(("published", "published", "draft"))
        made = factories.document(text="第一条 示例。", status=status, index=False, id=self._key())
        factories.section(made)

    def _key(self) -> str:
        return f"w{self.number}-{self.done['insert']}"

    def update(self, held: list[str]) -> None:
        title = f"示例文件{self.chance.random()}"
        Document.objects.filter(pk=self.chance.choice(held)).update(title=title)

    def withdraw(self, held: list[str]) -> None:
        self._set_status(held, "withdrawn")

    def republish(self, held: list[str]) -> None:
        self._set_status(held, "published")

    def _set_status(self, held: list[str], status: str) -> None:
        Document.objects.filter(pk=self.chance.choice(held)).update(status=status)

    def cite(self, held: list[str]) -> None:
        citing, cited = self.chance.choice(held), self.chance.choice(held)
        factories.citation(Document(pk=citing), target_document_id=cited)
        Citation.objects.filter(document=cited, target_document=citing).delete()

    def delete(self, held: list[str]) -> None:
        Document.objects.filter(pk=held.pop()).delete()


@dataclass
class Reader:
    """A copy of the published documents, kept by resuming from the cursor."""

    host: str
    embeds: bool
    ended: threading.Event
    copy: dict[str, Any] = field(default_factory=dict)
    etags: dict[str, str] = field(default_factory=dict)
    asked: Counter[int] = field(default_factory=Counter)
    cursor: str = ""

    def run(self) -> dict[str, Any]:
        while True:
            is_over = self.ended.is_set()
            more = self.page()
            if is_over and not more:
                return self.copy
            if not more:
                time.sleep(0.05)

    def page(self) -> bool:
        """Take in the next page; whether there was any change."""
        embedding = "&include=document,text" if self.embeds else ""
        page = self.get(f"{PAGE}{self.cursor}{embedding}")
        if page is None:
            return False
        for row in page["results"]:
            is_there = row["change"] == "upsert"
            document = row["document"] if self.embeds else is_there and self.document(row["id"])
            if is_there and document:
                self.copy[row["id"]] = document
            else:
                self.copy.pop(row["id"], None)
        self.cursor = page["cursor"]
        return bool(page["results"])

    def document(self, key: str) -> Any:
        self.etags.pop(path := f"documents/{key}/?include=text", None)
        return self.get(path)

    def get(self, path: str) -> Any:
        """The answer; null where it is as it was, or gone."""
        headers = {"If-None-Match": self.etags[path]} if path in self.etags else {}
        with closing(HTTPConnection(self.host)) as server:
            server.request("GET", f"/api/v1/{path}", headers=headers)
            answer = server.getresponse()
            body = answer.read()
        self.asked[answer.status] += 1
        assert answer.status in (200, 304, 404, 410), body
        if answer.status != 200:
            return None
        self.etags[path] = answer.headers["ETag"]
        return json.loads(body)


def follow(url: str, seconds: float) -> tuple[Counter[str], Counter[int]]:
    """Write and follow for so long; what was written, and what readers were answered.

    At the end every reader's copy has the published documents, just as their addresses have them.
    """
    for number in range(10):
        factories.document(id=f"first-{number}", index=False)
    ended, host = threading.Event(), url.removeprefix("http://")
    readers = [Reader(host, embeds, ended) for embeds in (True, False)][:READERS]
    writers = [Writer(number, time.monotonic() + seconds) for number in range(WRITERS)]
    with ThreadPoolExecutor(WRITERS + READERS) as pool:
        following = [pool.submit(reader.run) for reader in readers]
        try:
            written = sum((w.result() for w in [pool.submit(w.run) for w in writers]), Counter())
        finally:
            ended.set()
        copies = [reader.result() for reader in following]
    published = Document.objects.filter(status="published").values_list("pk", flat=True)
    fresh = Reader(host, embeds=False, ended=ended)
    table = {key: fresh.document(key) for key in published}
    assert table
    for copy in copies:
        assert copy == table
    return written, sum((reader.asked for reader in readers), Counter())
