"""Regions, bodies, meetings and terms as tables. They point to one another by slug and code."""

from __future__ import annotations

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from policyapi.rest.expressions import stated
from policyapi.snapshots.tables import Table
from taxonomy.models import Body, Meeting, Region, Term, TermComponent


def _same(*names: str) -> dict[str, str]:
    """Columns that are called as their fields."""
    return {name: name for name in names}


REGIONS = Table(
    "regions",
    "Administrative divisions, from the country down to counties.",
    lambda: Region.objects.order_by("code"),
    {**_same("code", "name", "short_name", "level", "kind"), "parent": "parent__code"},
    ("code",),
)
BODIES = Table(
    "bodies",
    "Issuing bodies; `region` is a code, `parent` a slug.",
    lambda: Body.objects.order_by("slug"),
    {
        **_same("slug", "name", "short_name", "aliases", "system", "number_prefixes"),
        "region": "region__code",
        "parent": "parent__slug",
    },
    ("slug",),
)
MEETINGS = Table(
    "meetings",
    "Meetings; `body` is a slug.",
    lambda: Meeting.objects.order_by("slug"),
    {
        **_same("slug", "name", "aliases", "kind", "convocation", "session"),
        **_same("held_from", "held_to", "place"),
        "body": "body__slug",
    },
    ("slug",),
)
TERMS = Table(
    "terms",
    "Policy terms and subjects; those above, in, beside and after them by slug.",
    lambda: Term.objects.order_by("slug"),
    {
        **_same("slug", "label", "alt_labels", "pinyin", "scheme", "status", "valid_from"),
        "definition": stated("definition"),
        "coined_in": stated("coined_in"),
        "region": "region__code",
        "broader": "parent__slug",
        "superseded_by": "superseded_by__slug",
        "components": ArraySubquery(
            TermComponent.objects.filter(whole=OuterRef("pk"))
            .order_by("position")
            .values("part__slug")
        ),
        "related": ArraySubquery(
            Term.objects.filter(related=OuterRef("pk")).order_by("slug").values("slug")
        ),
    },
    ("slug",),
)

REFERENCE_TABLES = (REGIONS, BODIES, MEETINGS, TERMS)
