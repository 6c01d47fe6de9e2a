"""Document frequencies and the average length, counted from the index itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log

from django.db import connection, transaction

from documents.models import CorpusStatistics, Lexeme
from documents.search.impacts import DEFAULT_AVERAGE

WORDS, BIGRAMS = Lexeme.Vector.WORDS, Lexeme.Vector.BIGRAMS


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


def refresh_statistics() -> int:
    """Count everything anew; says how many documents were counted.

    What stands in one document alone is left out: it is most of the vocabulary, and a lexeme that
    is not listed is known to be as rare.
    """
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("LOCK TABLE documents_lexeme IN SHARE ROW EXCLUSIVE MODE")
        cursor.execute("DELETE FROM documents_lexeme")
        for statement in _COUNTS:
            cursor.execute(statement)
        cursor.execute(_AVERAGE)
        documents, average = cursor.fetchone()
        CorpusStatistics.objects.update_or_create(
            pk=1, defaults={"documents": documents, "average_length": average or DEFAULT_AVERAGE}
        )
    return int(documents)


_LOOKUP = """
    SELECT '', '', documents, average_length FROM documents_corpusstatistics
    UNION ALL
    SELECT vector, lexeme, documents, NULL FROM documents_lexeme
    WHERE vector = 'w' AND lexeme = ANY(%s) OR vector = 'b' AND lexeme = ANY(%s)
"""
_COUNTS = (
    """
    INSERT INTO documents_lexeme (vector, lexeme, documents) SELECT 'w', word, ndoc
    FROM ts_stat('SELECT words FROM documents_searchentry WHERE is_public') WHERE ndoc > 1
    """,
    """
    INSERT INTO documents_lexeme (vector, lexeme, documents) SELECT 'b', word, ndoc
    FROM ts_stat('SELECT bigrams FROM documents_searchentry WHERE is_public') WHERE ndoc > 1
    """,
)
_AVERAGE = """
    SELECT count(*), avg(length)::float8 FROM documents_searchentry WHERE is_public AND length > 0
"""
