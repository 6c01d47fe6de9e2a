"""A few hundred random documents over small trees of bodies, terms and regions; always the same."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from documents.models import Document, DocumentIssuer, Genre, Mention, Validity
from documents.search.index import index_documents
from documents.text.stages import FLAGS, KINDS
from taxonomy.models import Body, Meeting, Region, Term
from tests import factories

WORDS = ("水利", "教育", "发展", "规划", "营商环境", "创新")
SEED = 20_261_122


def documents(count: int = 200) -> list[str]:
    """Make and index documents; gives their ids."""
    random = Random(SEED)
    places = places_of_all()
    made = [document(number, random, places) for number in range(count)]
    Document.objects.bulk_create(made)
    DocumentIssuer.objects.bulk_create(
        DocumentIssuer(document=document, position=position, name=body.name, body=body)
        for document in made
        for position, body in enumerate(_some(random, places["bodies"], 2), start=1)
    )
    Mention.objects.bulk_create(
        Mention(document=document, term=term, field="text", surface="甲", start=at, end=at + 1)
        for document in made
        for at, term in enumerate(_some(random, [*places["terms"], *places["terms"]], 3))
        if document.text
    )
    ids = [document.id for document in made]
    index_documents(ids)
    return ids


def places_of_all() -> dict[str, list[Any]]:
    """Trees three levels deep, subjects and meetings."""
    regions: list[Region] = [factories.region("990000")]
    regions += [factories.region(f"9901{n}0", parent=regions[0]) for n in range(2)]
    regions += [factories.region(f"9901{n}1", parent=regions[1]) for n in range(2)]
    bodies: list[Body] = [factories.body("gov-990000", region=regions[0])]
    bodies += [factories.body(f"gov-9901{n}0", parent=bodies[0]) for n in range(3)]
    bodies += [factories.body(f"gov-9901{n}0-shui", parent=bodies[1 + n]) for n in range(2)]
    terms: list[Term] = [factories.term("di-yi")]
    terms += [factories.term(f"di-{n}", parent=terms[0]) for n in range(2, 4)]
    subjects = [factories.term(f"zhu-ti-{n}", scheme="subject", label=f"主题{n}") for n in "12"]
    meetings: list[Meeting] = [factories.meeting(f"cpc-990000-{n}-plenum-1") for n in (11, 12)]
    return {
        "regions": regions,
        "bodies": bodies,
        "terms": terms,
        "subjects": subjects,
        "meetings": meetings,
    }


def document(number: int, random: Random, places: dict[str, list[Any]]) -> Document:
    day = date(2018, 1, 1) + timedelta(days=random.randrange(1500))
    genre = random.choice(Genre.values)
    numbered = f"示政发〔{random.randrange(2018, 2021)}〕{random.randrange(1, 9)}号"
    return Document(
        id=f"{SEED * (number + 1) % 2**48:012x}",
        title=f"关于{random.choice(WORDS)}的文件",
        genre=genre,
        kind=random.choice([None, *KINDS]) if genre == "official" else None,
        document_number=random.choice([None, numbered, "示'政\\发1号"]),
        number_prefix=random.choice([None, "示政发"]),
        subject=random.choice([None, "主题2", "其他 主题", "水'利"]),
        subject_term=random.choice([None, *places["subjects"]]),
        meeting=random.choice([None, *places["meetings"]]),
        region=random.choice([None, *places["regions"]]),
        level=random.choice([None, *Region.Level.values]),
        adopted_on=random.choice([None, day]),
        published_on=random.choice([None, day + timedelta(days=random.randrange(400))]),
        effective_on=random.choice([None, day]),
        validity=random.choice(Validity.values),
        publisher=random.choice([None, "示例日报", "示例 晚报", "示例:'晚'报\\", "Daily DAILY"]),
        flags=_some(random, sorted(FLAGS), 2),
        status=random.choice(["published"] * 9 + ["draft"]),
        text=random.choice(["", "，".join(random.choices(WORDS, k=5))]),
        content_changed_at=factories.MOMENT + timedelta(days=random.randrange(100)),
    )


def _some(random: Random, values: Sequence[Any], most: int) -> list[Any]:
    return random.sample(list(dict.fromkeys(values)), random.randrange(most + 1))
