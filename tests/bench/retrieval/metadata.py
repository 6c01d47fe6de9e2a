"""What is said of a made document: issuers, kinds, dates, regions, meetings, all Zipf-distributed.

The values are drawn from the authority files, so that filters and facets meet real trees.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from django.db.models import Case, IntegerField, Value, When

from documents.models import Document, Validity
from taxonomy.models import Body, Meeting, Term
from tests.bench.retrieval.collection import Made, Zipf

KINDS = (
    "通知",
    "意见",
    "批复",
    "公告",
    "决定",
    "函",
    "通告",
    "通报",
    "报告",
    "命令",
    "决议",
    "公报",
    "纪要",
)
"""Statutory kinds, the most frequent first."""

PUBLISHERS = (
    "央视网",
    "新华社",
    "人民日报",
    "中国政府网",
    "经济日报",
    "光明日报",
    "法治日报",
    "求是",
)
LEVELS = ("national", "province", "prefecture", "county")
BODIES = 4_000
"""Bodies that issue something; the first few issue most of it."""

LAST_DAY = date(2026, 6, 30)
MOMENT = datetime(2026, 7, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Issuer:
    id: int
    name: str
    region: str
    level: str
    prefix: str


@dataclass
class Authorities:
    """The bodies, meetings and subjects of the database, ranked for Zipf draws."""

    issuers: list[Issuer] = field(default_factory=list)
    governments: list[Issuer] = field(default_factory=list)
    meetings: list[int] = field(default_factory=list)
    subjects: list[int] = field(default_factory=list)

    @classmethod
    def of_database(cls, seed: int) -> Authorities:
        """Bodies by level, shuffled within a level, so that ranks are the same on every run."""
        random = Random(f"authorities/{seed}")
        order = Case(
            *(When(region__level=level, then=Value(at)) for at, level in enumerate(LEVELS)),
            default=Value(len(LEVELS)),
            output_field=IntegerField(),
        )
        rows = Body.objects.exclude(system="media").annotate(at=order)
        fields = ("at", "system", "id", "short_name", "region__code", "region__level")
        found = sorted(
            ((row[0], random.random(), row) for row in
             rows.order_by("slug").values_list(*fields, "number_prefixes")),
            key=lambda item: item[:2],
        )  # fmt: skip
        issuers = [
            (row[1], Issuer(row[2], row[3], row[4], row[5], row[6][0] if row[6] else "示发"))
            for _, _, row in found
        ]
        return cls(
            [issuer for _, issuer in issuers][:BODIES],
            [issuer for system, issuer in issuers if system == "government"][:BODIES],
            list(Meeting.objects.order_by("slug").values_list("pk", flat=True)),
            list(
                Term.objects.filter(scheme="subject").order_by("slug").values_list("pk", flat=True)
            ),
        )


class Describer:
    """Made document → its row and its issuers."""

    def __init__(self, authorities: Authorities, seed: int) -> None:
        self._all, self._seed = authorities, seed
        self._issuer = Zipf(len(authorities.issuers))
        self._government = Zipf(len(authorities.governments), 6.0)
        self._meeting = Zipf(len(authorities.meetings) or 1, 3.0)
        self._subject = Zipf(len(authorities.subjects) or 1, 4.0)
        self._kind = Zipf(len(KINDS), 0.6)
        self._publisher = Zipf(len(PUBLISHERS), 0.5)

    def describe(self, made: Made, text: str) -> tuple[Document, list[Issuer]]:
        random = Random(f"about/{self._seed}/{made.number}")
        row: dict[str, Any] = {"title": made.title}
        issuers: list[Issuer] = []
        if made.genre in ("news", "article", "speech"):
            row |= self._published(random)
        else:
            draw = self._government if made.genre == "report" else self._issuer
            bodies = self._all.governments if made.genre == "report" else self._all.issuers
            issuers = [draw.of(random, bodies)]
            if made.genre == "official" and random.random() < 0.08:
                issuers = list(dict.fromkeys((*issuers, draw.of(random, bodies))))
            row |= self._adopted(random, made, issuers[0])
        if self._all.meetings and random.random() < 0.12:
            row["meeting_id"] = self._meeting.of(random, self._all.meetings)
        if self._all.subjects and made.genre in ("official", "law"):
            row["subject_term_id"] = self._subject.of(random, self._all.subjects)
        changed = MOMENT - timedelta(seconds=random.randrange(40_000_000))
        return (
            Document(
                id=made.id,
                genre=made.genre,
                text=text,
                flags=[] if text else ["no_text"],
                content_changed_at=changed,
                **row,
            ),
            issuers,
        )

    def _published(self, random: Random) -> dict[str, Any]:
        day = _day(random, 4.0)
        row = {"published_on": day, "publisher": self._publisher.of(random, PUBLISHERS)}
        if random.random() < 0.4:
            row |= {"region_id": "100000", "level": "national"}
        return row

    def _adopted(self, random: Random, made: Made, issuer: Issuer) -> dict[str, Any]:
        day = _day(random, 9.0)
        row: dict[str, Any] = {
            "adopted_on": day,
            "published_on": min(day + timedelta(days=random.randrange(40)), LAST_DAY),
            "region_id": issuer.region,
            "level": issuer.level,
            "validity": random.choices(Validity.values, (5, 1, 1, 3))[0],
        }
        if made.genre == "official":
            row["kind"] = self._kind.of(random, KINDS)
            serial = random.randrange(1, 180)
            row["document_number"] = f"{issuer.prefix}〔{day.year}〕{serial}号"
            row["number_prefix"], row["number_year"] = issuer.prefix, day.year
            row["number_serial"] = serial
        elif made.genre == "report":
            row["title"] = f"{day.year}年{issuer.name}工作报告"
        elif random.random() < 0.5:
            row["title"] = f"{issuer.name}实施《{made.title}》办法"
        return row


def _day(random: Random, years: float) -> date:
    """A day before the last one; older ones get fewer, by `years` on average."""
    back = random.expovariate(1 / (365.25 * years))
    return LAST_DAY - timedelta(days=int(back) % (365 * 45))
