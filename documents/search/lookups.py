"""`@@` with a literal tsquery, so that no PostgreSQL parser touches our lexemes."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.search import SearchVectorField
from django.db.models import FloatField, Func, Lookup, Value


@SearchVectorField.register_lookup
class Matches(Lookup):
    """`search_entry__words__matches="'三高' & '四新'"`."""

    lookup_name = "matches"
    prepare_rhs = False

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        left, parameters = self.process_lhs(compiler, connection)
        return f"{left} @@ %s::tsquery", [*parameters, self.rhs]


class CoverRank(Func):
    """`ts_rank_cd` with weights {D, C, B, A}, damped by the length, in double precision."""

    function = "ts_rank_cd"
    template = "%(function)s(%(expressions)s, 1)::float8"
    output_field = FloatField()

    def __init__(self, vector: str, query: str, weights: dict[str, float]) -> None:
        ordered = "{" + ", ".join(str(weights[label]) for label in "DCBA") + "}"
        super().__init__(Typed(ordered, "real[]"), vector, Typed(query, "tsquery"))


class Typed(Value):
    """A parameter with its type beside it."""

    def __init__(self, value: str | float, kind: str, **options: Any) -> None:
        super().__init__(value, **options)
        self.kind = kind

    def as_sql(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        return f"%s::{self.kind}", [self.value]
