"""Keeps the suggestions in step with the terms, bodies, meetings and titles that they lead to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from django.db import connection, transaction
from django.db.models import Q, QuerySet

from documents.models import Document, SearchEntry, Status, Suggestion
from documents.models.suggestion import OWNERS
from documents.search import suggestion_weights
from documents.search.suggestion_keys import REVISION, bucket, keys_of, place
from taxonomy.models import Body, Meeting, Term

BATCH = 2000
"""Documents in one transaction of a rebuild."""

ENTRIES = SearchEntry._meta.db_table

COLUMNS = (
    "kind", "text", "is_preferred", "weight", *(f"{owner}_id" for owner in OWNERS),
    "key", "pinyin", "initials", "grams", "bucket", "revision",
)  # fmt: skip


Owner = Term | Body | Meeting | Document
FOLLOWED: dict[str, type[Owner]] = {
    "term": Term,
    "body": Body,
    "meeting": Meeting,
    "document": Document,
}
"""Kind of a suggestion → what it leads to."""


class Name(NamedTuple):
    """A name of one owner, by primary key, as it is compared with what is stored."""

    owner: Any
    text: str
    is_preferred: bool
    weight: int


class Stored(NamedTuple):
    """A row; `is_current` where the present rules made its keys."""

    pk: int
    is_current: bool
    name: Name


@dataclass(frozen=True, slots=True)
class Change:
    """How many rows a rebuild removed and wrote."""

    removed: int = 0
    written: int = 0

    def __add__(self, other: Change) -> Change:
        return Change(self.removed + other.removed, self.written + other.written)


def suggest_titles(documents: Sequence[Document]) -> None:
    """Bring the titles of these documents in step; call it where they are written.

    A document that is not published has no suggestion. Reads `id`, `title` and `status` only.
    """
    suggest_names("document", documents)


def suggest_names(kind: str, rows: Sequence[Owner]) -> None:
    """Bring the names of some rows of a kind in step."""
    stored = _stored(kind, Q(**{f"{kind}__in": [row.pk for row in rows]}))
    weights = {row.name.owner: row.name.weight for row in stored}
    _sync(kind, [name for row in rows for name in _names(row, weights)], stored)


@transaction.atomic
def rebuild_names(table: str = ENTRIES) -> Change:
    """Bring all terms, bodies and meetings in step, and count who names them anew."""
    change = Change()
    for kind, model in FOLLOWED.items():
        if kind == "document":
            continue
        weights = suggestion_weights.COUNTS[kind](table)
        names = [name for row in model._default_manager.all() for name in _names(row, weights)]
        change += _sync(kind, names, _stored(kind, Q(kind=kind)))
    return change


def rebuild_suggestions(table: str = ENTRIES) -> Change:
    """Bring everything in step with the entries of this table; what is so already is only read.

    Titles go in batches of a transaction each, so that ingest need not wait.
    """
    change = rebuild_names(table)
    weights = suggestion_weights.COUNTS["document"](table)
    ids = iter(_documents_out_of_step(weights))
    while batch := list(islice(ids, BATCH)):
        with transaction.atomic():
            documents = _locked(Document, batch).only("id", "title", "status")
            names = [name for row in documents for name in _names(row, weights)]
            change += _sync("document", names, _stored("document", Q(document__in=batch)))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE documents_suggestion")
    return change


@transaction.atomic
def recount_suggestions() -> Change:
    """Count anew what documents name; only what is named more or less often than before is written.

    Cheap beside `rebuild_suggestions`; for the end of a run that stored much.
    """
    change = Change()
    for kind, model in FOLLOWED.items():
        weights = suggestion_weights.COUNTS[kind](ENTRIES)
        known = Suggestion.objects.filter(kind=kind, weight__gt=0)
        stored: dict[Any, int] = dict(known.values_list(f"{kind}_id", "weight"))
        keys = [key for key in weights.keys() | stored.keys()
                if weights.get(key, 0) != stored.get(key, 0)]  # fmt: skip
        rows = _locked(model, keys)
        names = [name for row in rows for name in _names(row, weights)]
        change += _sync(kind, names, _stored(kind, Q(**{f"{kind}__in": keys})))
    return change


def _names(row: Owner, weights: Mapping[Any, int]) -> Iterator[Name]:
    """The preferred names first; terms that are not approved have none, nor hidden documents."""
    match row:
        case Document():
            texts = [row.title] if row.status == Status.PUBLISHED else []
            preferred = 1
        case Term():
            approved = row.status == Term.Status.APPROVED
            texts = [row.label, *row.alt_labels] if approved else []
            preferred = 1
        case Body():
            texts, preferred = [row.name, row.short_name, *row.aliases], 2
        case Meeting():
            texts, preferred = [row.name, *row.aliases], 1
    weight = weights.get(row.pk, 0)
    first = dict.fromkeys(texts[:preferred], True)
    for text in dict.fromkeys(texts):
        yield Name(row.pk, text, first.get(text, False), weight)


def _locked(model: type[Any], keys: Iterable[Any]) -> QuerySet[Any]:
    """The rows, which nobody changes before the transaction ends: else an old name might stay."""
    rows: QuerySet[Any] = model._default_manager.filter(pk__in=list(keys))
    return rows.order_by("pk").select_for_update(no_key=True)


def _documents_out_of_step(weights: Mapping[Any, int]) -> list[str]:
    stored = dict[str, tuple[str, int]]()
    rows = Suggestion.objects.filter(kind="document", revision=REVISION)
    for key, text, weight in rows.values_list("document_id", "text", "weight"):
        stored[key or ""] = (text, weight)
    wanted = dict[str, tuple[str, int]]()
    for key, title in Document.objects.filter(status=Status.PUBLISHED).values_list("pk", "title"):
        wanted[key] = (title, weights.get(key, 0))
    hidden = Suggestion.objects.filter(kind="document").exclude(document__status=Status.PUBLISHED)
    stale = {key for key, row in wanted.items() if stored.get(key) != row}
    return sorted(stale | {key or "" for key in hidden.values_list("document_id", flat=True)})


def _stored(kind: str, condition: Q) -> list[Stored]:
    rows = Suggestion.objects.filter(condition).values_list(
        "pk", "revision", f"{kind}_id", "text", "is_preferred", "weight"
    )
    return [Stored(pk, revision == REVISION, Name(*name)) for pk, revision, *name in rows]


def _sync(kind: str, wanted: Sequence[Name], stored: Iterable[Stored]) -> Change:
    """Make the stored rows those that are wanted; rows that are so already are left alone."""
    missing = dict.fromkeys(wanted)
    stale = []
    for row in stored:
        if row.is_current and row.name in missing:
            del missing[row.name]
        else:
            stale.append(row.pk)
    if stale:
        Suggestion.objects.filter(pk__in=stale).delete()
    return Change(len(stale), _insert(kind, missing))


def _insert(kind: str, names: Iterable[Name]) -> int:
    rows = [row for name in names if (row := _row(kind, name))]
    if rows:
        with connection.cursor() as cursor:
            listed = ", ".join(COLUMNS)
            with cursor.copy(f"COPY documents_suggestion ({listed}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
    return len(rows)


def _row(kind: str, name: Name) -> tuple[Any, ...] | None:
    """A row in the order of `COLUMNS`; null for a name that nothing can be typed of."""
    keys = keys_of(name.text)
    if keys is None:
        return None
    at = place(len(keys.key), name.weight, is_preferred=name.is_preferred)
    owners = [name.owner if owner == kind else None for owner in OWNERS]
    return (
        kind, name.text, name.is_preferred, name.weight, *owners,
        keys.key, keys.pinyin, keys.initials, keys.grams(at, kind), bucket(at, kind), REVISION,
    )  # fmt: skip
