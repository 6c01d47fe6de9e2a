"""BM25 as SQL: a few `ts_rank` calls, one for words of about the same weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from documents.search import bigrams
from documents.search.clauses import Clause
from documents.search.impacts import CENTRES, K1, RANK_CONSTANT, B
from documents.search.vectors import quoted

SAME = 1.12
"""Weights within this ratio are taken as one, so that their words share a call."""

COLUMNS = (
    "document_id, adopted_on, published_on, year, level, genre, meeting, issuers, length, words,"
    " bigrams"
)
"""Of a row that is scored; the vectors stay out of line until they are asked for."""


def scored_sql(
    weights: Mapping[str, float],
    titles: Mapping[str, float],
    average: float,
    rings: Sequence[Clause],
    enough: int,
    cap: str,
) -> Clause:
    """The rows of the first ring that holds enough, each with its `score` by words, what its title
    is worth (`titled`), its K `damp`, the number `held` and that of the `ring`.

    A vector is fetched and unpacked once, by being put into an array and taken out again; that is
    nearly all of the cost.
    """
    damp, near = damping_sql(average), near_sql(rings, enough, cap)
    score, titled = score_sql(weights, "vector", "labels"), score_sql(titles, "vector", _PRESENT)
    sql = f"""
        SELECT *, count(*) OVER () AS held FROM (
            SELECT document_id, adopted_on, coalesce(adopted_on, published_on) AS day, year, level,
                   genre, meeting, issuers, bigrams, damp, ring, {score.sql} AS score,
                   {titled.sql} AS titled
            FROM (
                SELECT *, {labels_sql("damp")} AS labels FROM (
                    SELECT e.*, (ARRAY[e.words])[1] AS vector, {damp.sql} AS damp
                    FROM ({near.sql}) e
                ) unpacked OFFSET 0
            ) labelled OFFSET 0
        ) scored
    """  # noqa: S608
    parameters = (*score.parameters, *titled.parameters)
    return Clause(sql, (*parameters, *damp.parameters, *near.parameters))


_PRESENT = "'{1,1,1,1}'::real[]"
"""Labels of a vector in which every lexeme counts alike."""


def near_sql(rings: Sequence[Clause], enough: int, cap: str) -> Clause:
    """The rows of the first ring that holds enough, else of the last; each ring holds those before.

    A ring is looked for only where the one before held too little.
    """
    table = f"SELECT {{}} AS ring, {COLUMNS} FROM documents_searchentry e WHERE {{}} LIMIT {cap}"  # noqa: S608
    if len(rings) == 1:
        return Clause(table.format(0, rings[0].sql), rings[0].parameters)
    parts, values = list[str](), list[object]()
    for at, ring in enumerate(rings):
        lacking = f"(SELECT lacking FROM lack{at - 1}) AND " if at else ""  # noqa: S608
        here = f"count(*) < {enough} AS lacking FROM ring{at}"
        parts.append(f"ring{at} AS MATERIALIZED ({table.format(at, lacking + ring.sql)})")
        parts.append(f"lack{at} AS MATERIALIZED (SELECT {lacking}{here})")
        values += ring.parameters
    last = len(rings) - 1
    taken = [
        f"SELECT * FROM ring{at} WHERE NOT (SELECT lacking FROM lack{at})"  # noqa: S608
        for at in range(last)
    ]
    taken.append(f"SELECT * FROM ring{last}")  # noqa: S608
    return Clause(f"WITH {', '.join(parts)} {' UNION ALL '.join(taken)}", tuple(values))


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


def bigram_sql(weights: Mapping[int, float], codes: str, damp: str) -> Clause:
    """Σ weight · saturation over the bigrams that a row's sorted `codes` hold.

    `width_bucket` is the binary search that PostgreSQL has: the place of the last code that is not
    above the pair at its highest level. Joining an empty array unpacks the codes once for all.
    """
    if not weights:
        return Clause("0::float8")
    top, centres = len(bigrams.LEVELS) - 1, ",".join(map(str, bigrams.CENTRES))
    sql = f"""(
        SELECT coalesce(sum(weight * centre / (centre + {damp})), 0)::float8 FROM (
            SELECT weight, ('{{{centres}}}'::float8[])[(code & {top}) + 1] AS centre
            FROM (SELECT {codes} || '{{}}'::int4[] AS codes OFFSET 0) row, LATERAL (
                SELECT pair, weight, codes[width_bucket(pair | {top}, codes)] AS code
                FROM unnest(%s::int4[], %s::float8[]) asked (pair, weight) OFFSET 0
            ) found WHERE code >= pair
        ) present
    )"""  # noqa: S608
    return Clause(sql, (list(weights), list(weights.values())))


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
