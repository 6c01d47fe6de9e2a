"""Which documents a changed dictionary cuts differently: those that hold a word of the change.

A user word takes part in the cutting of a text only where it stands in it. Rows made with an older
dictionary stay as they are, and in step, while none of the words by which the two dictionaries
differ stands in their document; what may hold one is found by its bigrams, then read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import ahocorasick
from django.contrib.admin.models import LogEntry
from django.db import connection
from django.db.models.signals import post_save

from documents.models import DictionaryVersion, Document, SearchEntry
from documents.search.analyser import RULES, Analyser, forget_analyser
from documents.search.bigrams import any_level, asked
from documents.search.fields import PHRASE_FIELDS
from documents.search.folding import fold
from documents.text.segmentation import DICTIONARY
from taxonomy.models import Body, Term
from taxonomy.signals import reference_loaded

MANY = 300
"""Changed words from which every document is read, instead of looking each word up."""

READ = 500
"""Documents whose texts are read at a time."""


def remember(analyser: Analyser) -> None:
    """Keep the words of an analyser that rows are written with; one statement, mostly."""
    if DictionaryVersion.objects.filter(version=analyser.version).exists():
        return
    words = analyser.segmenter.user_words
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO documents_dictionaryversion (version, rules, packed) VALUES (%s, %s, %s)"
            " ON CONFLICT DO NOTHING",
            [analyser.version, _rules(), DictionaryVersion.pack(words)],
        )


def out_of_step(analyser: Analyser) -> list[str]:
    """Documents that are to be indexed anew, in order: without a row, with a stale one, or with
    one of another dictionary that cuts them differently."""
    without = Document.objects.filter(search_entry=None).values_list("pk", flat=True)
    stale = SearchEntry.objects.exclude(stale=None).values_list("pk", flat=True)
    found = {*without, *stale}
    versions = SearchEntry.objects.exclude(analyser=analyser.version).values_list("analyser")
    for (version,) in versions.distinct():
        found.update(recut(version, analyser))
    return sorted(found)


def recut(version: str, analyser: Analyser) -> Iterator[str]:
    """Documents with rows of this version that the analyser cuts differently; all, if in doubt."""
    rows = SearchEntry.objects.filter(analyser=version).values_list("pk", flat=True)
    known = DictionaryVersion.objects.filter(version=version, rules=_rules()).first()
    if known is None:
        yield from rows
        return
    changed = known.words.symmetric_difference(analyser.segmenter.user_words)
    if changed:
        yield from _holding(changed, list(_candidates(version, changed, rows)))


def follow() -> None:
    """Read the dictionary anew after the authority files or a form of the admin site changed it.

    For this process; others see the change when they start.
    """
    post_save.connect(_logged, sender=LogEntry, dispatch_uid="dictionary-admin")
    reference_loaded.connect(_loaded, dispatch_uid="dictionary-reference")


def _logged(instance: LogEntry, **kwargs: Any) -> None:
    kind = instance.content_type
    if kind is not None and kind.model_class() in (Term, Body):
        forget_analyser()


def _loaded(**kwargs: Any) -> None:
    forget_analyser()


def _rules() -> str:
    return f"{RULES}/{DICTIONARY}"


def _candidates(version: str, changed: Iterable[str], rows: Iterable[str]) -> set[str]:
    """Documents that hold all bigrams of a changed word, or name a term that holds the word."""
    words = list(changed)
    pairs = [asked(word) for word in words]
    if len(words) > MANY or not all(pairs):
        return set(rows)
    found: set[str] = set()
    with connection.cursor() as cursor:
        for wanted in pairs:
            condition = " AND bigrams && %s::int[]" * len(wanted)
            cursor.execute(
                "SELECT document_id FROM documents_searchentry WHERE analyser = %s" + condition,  # noqa: S608
                [version, *map(any_level, wanted)],
            )
            found.update(key for (key,) in cursor.fetchall())
    named = [
        term
        for term, label in Term.objects.values_list("pk", "label")
        if any(word in fold(label) for word in words)
    ]
    rows_of_terms = SearchEntry.objects.filter(analyser=version, terms__overlap=named)
    return found.union(rows_of_terms.values_list("pk", flat=True))


def _holding(changed: Iterable[str], candidates: Sequence[str]) -> Iterator[str]:
    """Those whose fields, folded as they are cut, hold one of the words."""
    automaton = ahocorasick.Automaton()
    for word in changed:
        automaton.add_word(word, True)
    automaton.make_automaton()
    for at in range(0, len(candidates), READ):
        ids = candidates[at : at + READ]
        texts = Document.objects.filter(pk__in=ids).values_list("pk", *PHRASE_FIELDS)
        labels = SearchEntry.objects.filter(pk__in=ids).values_list("pk", "terms")
        named = _labels({term for _, terms in labels for term in terms})
        terms_of = {key: [named.get(term, "") for term in terms] for key, terms in labels}
        for key, *fields in texts:
            stretches = (fold(text) for text in (*fields, *terms_of[key]) if text)
            if any(next(automaton.iter(text), None) for text in stretches):
                yield key


def _labels(terms: Iterable[int]) -> dict[int, str]:
    return dict(Term.objects.filter(pk__in=list(terms)).values_list("pk", "label"))
