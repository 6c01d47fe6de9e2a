"""Document frequencies and the average length, counted from the index itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log

import numpy as np
from django.db import connection, transaction

from documents.models import CorpusStatistics, Lexeme, SearchEntry
from documents.search.bigrams import as_sent
from documents.search.impacts import DEFAULT_AVERAGE

WORDS, BIGRAMS = Lexeme.Vector.WORDS, Lexeme.Vector.BIGRAMS

SAMPLED = 20_000
"""Documents that are counted one by one, about; of more, a uniform sample."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is known of the corpus and of a query's lexemes."""

    documents: int
    average: float
    frequencies: Mapping[tuple[str, str], int]

    def frequency(self, lexeme: str, vector: str = WORDS) -> int:
        """Documents that hold a lexeme; at least one, for what is not counted yet may be there."""
        return self.frequencies.get((vector, lexeme), 1)

    def idf(self, lexeme: str, vector: str = WORDS) -> float:
        """BM25's, never negative: ln(1 + (N - n + 0.5) / (n + 0.5))."""
        number = min(self.frequency(lexeme, vector), self.documents)
        return log(1 + (self.documents - number + 0.5) / (number + 0.5))


def current_statistics(words: Iterable[str] = (), bigrams: Iterable[str] = ()) -> Statistics:
    """The statistics that a query needs; one statement."""
    with connection.cursor() as cursor:
        cursor.execute(_LOOKUP, [list(words), list(bigrams)])
        rows = cursor.fetchall()
    documents, average = 0, DEFAULT_AVERAGE
    frequencies = {}
    for vector, lexeme, number, length in rows:
        if length is not None:
            documents, average = number, length
        else:
            frequencies[vector, lexeme] = number
    return Statistics(documents, average, frequencies)


def average_length() -> float:
    """The average that tiers are made with."""
    found = CorpusStatistics.objects.values_list("average_length", flat=True).first()
    return DEFAULT_AVERAGE if found is None else found


def refresh_statistics(table: str = SearchEntry._meta.db_table) -> int:
    """Count everything anew, as it is in this table; says how many documents were counted.

    What stands in one document alone is left out: it is most of the vocabulary, and a lexeme that
    is not listed is known to be as rare. A large corpus is counted in a uniform sample.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE documents_lexeme IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute(_AVERAGE.format(table=table))
        documents, average = cursor.fetchone()
        cursor.execute("DELETE FROM documents_lexeme")
        parts = max(1, -(-documents // SAMPLED))
        cursor.execute(_COUNT_WORDS.format(table=table), [parts, parts])
        pairs = list(_bigram_counts(table, parts))
        with cursor.copy(_COPY_BIGRAMS) as copy:
            for pair, number in pairs:
                copy.write_row(("b", str(pair), number * parts))
        CorpusStatistics.objects.update_or_create(
            pk=1, defaults={"documents": documents, "average_length": average or DEFAULT_AVERAGE}
        )
    return int(documents)


def keep_statistics() -> bool:
    """Count anew where the corpus is a tenth larger or smaller than when it was counted.

    So each document costs a small, constant share of counting, however large the corpus grows.
    """
    counted = CorpusStatistics.objects.values_list("documents", flat=True).first() or 0
    present = SearchEntry.objects.filter(is_public=True, length__gt=0).count()
    if abs(present - counted) * 10 <= counted:
        return False
    refresh_statistics()
    return True


def _bigram_counts(table: str, parts: int) -> Iterator[tuple[int, int]]:
    """Pair → documents that hold it, of every so manieth document; those in one are left out."""
    total: Counter[int] = Counter()
    with connection.chunked_cursor() as cursor:
        cursor.execute(_SAMPLE.format(table=table), [parts])
        while rows := cursor.fetchmany(1_000):
            whole = np.concatenate([as_sent(codes) for (codes,) in rows])
            pairs, numbers = np.unique(whole & ~np.int32(3), return_counts=True)
            total.update(dict(zip(pairs.tolist(), numbers.tolist(), strict=True)))
    return ((pair, number) for pair, number in total.items() if number > 1)


_LOOKUP = """
    SELECT '', '', documents, average_length FROM documents_corpusstatistics
    UNION ALL
    SELECT vector, lexeme, documents, NULL FROM documents_lexeme
    WHERE vector = 'w' AND lexeme = ANY(%s) OR vector = 'b' AND lexeme = ANY(%s)
"""
_COUNT_WORDS = """
    INSERT INTO documents_lexeme (vector, lexeme, documents) SELECT 'w', word, ndoc * %s
    FROM ts_stat(format('SELECT words FROM {table}
                         WHERE is_public AND abs(hashtext(document_id)) %%%% %%s = 0', %s::int))
    WHERE ndoc > 1
"""
_COPY_BIGRAMS = "COPY documents_lexeme (vector, lexeme, documents) FROM STDIN"
_SAMPLE = """
    SELECT array_send(bigrams) FROM {table}
    WHERE is_public AND abs(hashtext(document_id)) %% %s = 0
"""
_AVERAGE = """
    SELECT count(*), avg(length)::float8 FROM {table} WHERE is_public AND length > 0
"""
