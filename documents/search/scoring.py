"""BM25 as SQL: a few `ts_rank` calls, one for words of about the same weight."""

from __future__ import annotations

from collections.abc import Mapping

from documents.search.clauses import Clause
from documents.search.impacts import CENTRES, K1, RANK_CONSTANT, B
from documents.search.vectors import quoted

SAME = 1.12
"""Weights within this ratio are taken as one, so that their words share a call."""


def damping_sql(average: float) -> Clause:
    """K of the row `e`."""
    return Clause("(%s + %s * e.length)::float8", (K1 * (1 - B), K1 * B / max(1.0, average)))


def labels_sql(damp: str) -> str:
    """The weights of D, C, B, A of a row whose K is the column `damp`."""
    values = (f"({centre} / ({centre} + {damp}))::real" for centre in CENTRES)
    return f"ARRAY[{', '.join(values)}]"


def score_sql(weights: Mapping[str, float], vector: str, labels: str) -> Clause:
    """Σ weight · saturation over the lexemes that a row's vector holds."""
    parts, parameters = [], list[float | str]()
    for weight, lexemes in grouped(weights):
        parts.append(f"%s * ts_rank({labels}, {vector}, %s::tsquery)")
        parameters += [weight * len(lexemes) * RANK_CONSTANT, " | ".join(map(quoted, lexemes))]
    return Clause(f"({' + '.join(parts) or '0'})::float8", tuple(parameters))


def grouped(weights: Mapping[str, float]) -> list[tuple[float, list[str]]]:
    """Lexemes by weight, those of about the same together, with their mean weight."""
    groups: list[list[tuple[float, str]]] = []
    for lexeme, weight in sorted(weights.items(), key=lambda item: (item[1], item[0])):
        if groups and weight <= groups[-1][0][0] * SAME:
            groups[-1].append((weight, lexeme))
        else:
            groups.append([(weight, lexeme)])
    return [
        (sum(weight for weight, _ in group) / len(group), [lexeme for _, lexeme in group])
        for group in groups
    ]
