"""Lists that are walked to their end over HTTP while two writers change what is in them."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from random import Random
from typing import Any
from urllib.parse import urlencode
from urllib.request import urlopen

from django.db import connection, transaction
from django.http import QueryDict
from django.utils import timezone

from documents.api.filters import DocumentFilters
from documents.api.lists import RELEVANCE, DocumentList
from documents.models import Document, DocumentIssuer, Genre, Validity
from documents.search.index import index_document
from documents.text.stages import FLAGS, KINDS
from policyapi.rest.parameters import read
from taxonomy.models import Region
from tests.documents.search import collection

ORDERINGS = sorted(set(DocumentList.orderings) - {RELEVANCE})
VALUES: dict[str, tuple[Any, ...]] = {
    "issuer": ("gov-990000", "gov-990100", "gov-990110-shui"),
    "issuer_tree": ("gov-990000", "gov-990110"),
    "meeting": ("cpc-990000-11-plenum-1", "cpc-990000-12-plenum-1"),
    "kind": KINDS[:6],
    "genre": tuple(Genre.values),
    "region": ("990000", "990100"),
    "region_tree": ("990000", "990100"),
    "level": tuple(Region.Level.values),
    "term": ("di-yi", "di-2"),
    "term_tree": ("di-yi", "di-3"),
    "subject": ("主题2", "zhu-ti-1"),
    "publisher": ("示例日报", "Daily DAILY"),
    "validity": tuple(Validity.values),
    "flag": tuple(sorted(FLAGS)[:5]),
    "year": ("2018", "2019", "2020"),
    "has_text": ("true", "false"),
    "adopted_on__gte": ("2018-06-01", "2019-06-01"),
    "published_on__lte": ("2019-12-31", "2021-01-01"),
    "effective_on__gte": ("2018-03-01",),
    "changed_at__gte": ("2026-01-20",),
}
"""What may be asked of the collection; of several values of one filter any may hold."""

OWN = 200
"""Documents that a writer keeps published, so that a long run walks no more than a short one."""


@dataclass(frozen=True, slots=True)
class Ask:
    """A word that titles have or none, filters, an ordering and a size of pages."""

    parameters: dict[str, list[str]]

    def expected(self, stable: set[str]) -> set[str]:
        """The documents that nobody touches and that it asks for, by the filters' own SQL."""
        rows = Document.objects.filter(pk__in=stable, status="published")
        filters = {n: v for n, v in self.parameters.items() if n in VALUES}
        asked = QueryDict(urlencode(filters, doseq=True))
        for condition in DocumentFilters.conditions(
            read(asked, DocumentFilters.parameters())
        ).values():
            rows = rows.filter(condition())
        word = self.parameters.get("q", [""])[0]
        found = rows.values_list("pk", "title", "text")
        return {key for key, title, text in found if word in title + text}


def asks(number: int, seed: int) -> Iterator[Ask]:
    """So many different combinations."""
    random, made = Random(seed), set[str]()
    while len(made) < number:
        names = random.sample(sorted(VALUES), random.choice((0, 1, 1, 2, 2, 3)))
        declared = DocumentFilters.declared()
        parameters = {n: _some(random, VALUES[n], declared[n].many) for n in names}
        if random.random() < 0.4:
            parameters["q"] = [random.choice(collection.WORDS)]
        orderings = [*ORDERINGS, RELEVANCE, RELEVANCE] if "q" in parameters else ORDERINGS
        parameters["ordering"] = [random.choice(orderings)]
        parameters["page_size"] = [str(random.choice((13, 50, 100, 100)))]
        if (told := urlencode(parameters, doseq=True)) not in made:
            made.add(told)
            yield Ask(parameters)


def _some(random: Random, values: tuple[Any, ...], many: bool) -> list[str]:
    return random.sample(values, random.randint(1, min(len(values), 3 if many else 1)))


def walked(origin: str, ask: Ask) -> Counter[str]:
    """How often each document is seen on the way from the first page to the last."""
    asked = urlencode({**ask.parameters, "cursor": "", "fields": "id"}, doseq=True)
    address: str | None = f"{origin}/api/v1/documents/?{asked}"
    seen: Counter[str] = Counter()
    while address:
        with urlopen(address, timeout=60) as answer:  # noqa: S310 - the test's own server
            page = json.load(answer)
        seen.update(row["id"] for row in page["results"])
        address = page["next"]
    return seen


@contextmanager
def two_writers(seed: int) -> Iterator[Counter[str]]:
    """Two threads that insert, update and withdraw until the block ends; what they did, counted."""
    done, ending = Counter[str](), threading.Event()
    errors: list[BaseException] = []

    def write(number: int) -> None:
        writer = _Writer(Random(seed + number), number)
        try:
            while not ending.is_set():
                done[writer.write()] += 1
                ending.wait(0.005)
        except BaseException as error:
            errors.append(error)
        finally:
            connection.close()

    writers = [threading.Thread(target=write, args=[number]) for number in (1, 2)]
    for thread in writers:
        thread.start()
    try:
        yield done
    finally:
        ending.set()
        for thread in writers:
            thread.join()
    if errors:
        raise errors[0]


class _Writer:
    """Makes and changes documents of its own."""

    def __init__(self, random: Random, number: int) -> None:
        self.random, self.number = random, number
        self.places = collection.places_of_all()
        self.own: list[str] = []
        self.made = 0

    def write(self) -> str:
        """One change in one transaction; its name."""
        chance = self.random.random()
        with transaction.atomic():
            if not self.own or (chance < 0.4 and len(self.own) < OWN):
                return self._insert()
            return self._withdraw() if chance < 0.6 else self._update()

    def _insert(self) -> str:
        self.made += 1
        document = collection.document(self.made, self.random, self.places)
        document.id = f"w{self.number}{self.made:08}"
        document.status = "published"
        document.save(force_insert=True)
        body = self.random.choice(self.places["bodies"])
        DocumentIssuer.objects.create(document=document, position=1, name=body.name, body=body)
        index_document(document.id)
        self.own.append(document.id)
        return "insert"

    def _update(self) -> str:
        key = self.random.choice(self.own)
        other = collection.document(self.made, self.random, self.places)
        Document.objects.filter(pk=key).update(
            title=other.title,
            genre=other.genre,
            kind=other.kind,
            adopted_on=other.adopted_on,
            published_on=other.published_on,
            content_changed_at=timezone.now(),
        )
        index_document(key)
        return "update"

    def _withdraw(self) -> str:
        key = self.own.pop(self.random.randrange(len(self.own)))
        Document.objects.filter(pk=key).update(status="withdrawn")
        index_document(key)
        return "withdraw"


def assert_walks(origin: str, number: int, seed: int) -> Counter[str]:
    """Walk so many combinations; every document that stays as it is must come exactly once."""
    stable = set(collection.documents(400))
    expected = [(ask, ask.expected(stable)) for ask in asks(number, seed)]
    with two_writers(seed) as done:
        for ask, wanted in expected:
            seen = walked(origin, ask)
            often = {key: n for key, n in seen.items() if key in stable and n != 1}
            assert not often, f"{ask}: seen more than once {often}"
            found = stable.intersection(seen)
            assert found == wanted, f"{ask}: missed {wanted - found}, not asked {found - wanted}"
    return done
