"""The region in which a document's own short names (省委, 市政府) are to be read."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

from documents.text.meetings import find_meetings
from documents.text.places import NATIONAL, place_at
from documents.text.recognise.bodies import resolve_body
from documents.text.recognise.context import Context
from documents.text.recognise.issuer_names import issuers_of_title
from documents.text.recognise.prefixes import body_of_number, place_of_prefix
from documents.text.stages import Recognised, Span
from taxonomy.vocabulary import Vocabulary

_ON_BEHALF = re.compile(r"代表(?P<who>[一-龥]{2,14}(?:人民政府|人大常委会|委员会)|国务院)")
_OWN = re.compile(r"[我全][省市州县]|市委|省委|州委|自治区")
_READ = 8000
"""Characters of a text that are searched for the place it is about."""
_ADDRESS = re.compile(r"^https?://(?:[\w-]+\.)*(?P<name>[a-z]+)\.gov\.cn(?:[:/]|$)")
_SITES = {
    name: code
    for code, names in {
        "110000": "beijing", "120000": "tj", "130000": "hebei", "140000": "shanxi",
        "150000": "nmg", "210000": "ln", "220000": "jl", "230000": "hlj", "310000": "shanghai",
        "320000": "jiangsu", "330000": "zj", "340000": "ah", "350000": "fujian",
        "360000": "jiangxi", "370000": "shandong", "410000": "henan", "420000": "hubei",
        "430000": "hunan", "440000": "gd", "450000": "gxzf", "460000": "hainan", "500000": "cq",
        "510000": "sc", "520000": "guizhou", "530000": "yn", "540000": "xizang",
        "610000": "shaanxi", "620000": "gansu", "630000": "qinghai", "640000": "nx",
        "650000": "xinjiang xj",
    }.items()
    for name in names.split()
}  # fmt: skip
"""Names of the provinces' sites under gov.cn."""


def home_of(context: Context, record: Recognised) -> str | None:
    """What the surest source tells, at last the address of the page; null where none does."""
    home = stated_home(context, record)
    if home:
        return home
    site = _ADDRESS.match(context.metadata.get("url", ""))
    return _SITES.get(site["name"]) if site else None


def stated_home(context: Context, record: Recognised) -> str | None:
    """The place that the document itself tells."""
    for source in SOURCES:
        for region in source(context, record):
            if region:
                return region
    return None


def prefix_of(number: str | None) -> str:
    """What stands before a number's year: 湘政办发, or for an order the body: 湖北省人民政府."""
    prefix = re.split(r"[〔第]|[12]\d{3}年", number or "")[0]
    return re.sub(r"(?:令|公告|通告)$", "", prefix)


def region_of(body: str | None, name: str, vocabulary: Vocabulary) -> str | None:
    """The region of a body, else of the place in its name, else of the body it begins with."""
    if body:
        return vocabulary.bodies[body].region
    for start in range(len(name) - 1):
        place = place_at(name, start, vocabulary, None)
        if place and (start == 0 or _stands_alone(name[: place.end], place.region, vocabulary)):
            return place.region
    return next(
        (
            vocabulary.bodies_by_name[name[:end]].region
            for end in range(len(name), 2, -1)
            if name[:end] in vocabulary.bodies_by_name
        ),
        None,
    )


def _stands_alone(name: str, region: str | None, vocabulary: Vocabulary) -> bool:
    """Whether a place within a name is one: a full name, or a province's short one."""
    province = region is not None and vocabulary.regions[region].level == "province"
    return province or _full(name, region, vocabulary)


def _of_names(names: list[str], vocabulary: Vocabulary) -> Iterator[str | None]:
    for name in names:
        yield region_of(resolve_body(name, vocabulary, None), name, vocabulary)


def _of_issuers(context: Context, record: Recognised) -> Iterator[str | None]:
    title = issuers_of_title(record.title, context.vocabulary, None)
    for ref in (*record.issuers, *title):
        yield region_of(ref.body, ref.name, context.vocabulary)


def _of_number(context: Context, record: Recognised) -> Iterator[str | None]:
    body = body_of_number(record.document_number, context.vocabulary, None)
    yield body.region if body and body.region != NATIONAL else None
    prefix = prefix_of(record.document_number)
    yield from _of_names([prefix] if len(prefix) > 3 else [], context.vocabulary)
    yield place_of_prefix(record.document_number)


def _of_metadata(context: Context, record: Recognised) -> Iterator[str | None]:
    """A catalogue that gives the place for the issuer: 天津."""
    for name in (context.beside("issuer"), context.beside("region")):
        regions = context.vocabulary.regions_by_name.get((name or "").strip(), ())
        yield regions[0].code if len(regions) == 1 else None


def _of_signature(context: Context, record: Recognised) -> Iterator[str | None]:
    signature = context.layout.signature
    names = [name for name, _ in signature.names] if signature else []
    yield from _of_names(names, context.vocabulary)


def _of_head(context: Context, record: Recognised) -> Iterator[str | None]:
    vocabulary = context.vocabulary
    heads = [record.title, record.subtitle or "", record.lead_in or ""]
    heads += [line.text for line in context.layout.head_lines("session", "history", "byline")]
    for text in heads:
        for item in find_meetings(text, vocabulary, None):
            yield vocabulary.bodies[item.meeting.body].region if item.meeting.body else None
    for text in (*record.authors, *heads):
        place = first_place(text, vocabulary)
        yield place[0] if place else None


def _of_opening(context: Context, record: Recognised) -> Iterator[str | None]:
    """A report's dateline (上海市市长…), or on whose behalf a report is given."""
    if record.genre == "news" and context.layout.body:
        place = first_place(context.layout.body[0].text[:60], context.vocabulary)
        yield place[0] if place else None
    stated = _ON_BEHALF.search(context.layout.opening)
    yield from _of_names([stated["who"]] if stated else [], context.vocabulary)


def _of_publisher(context: Context, record: Recognised) -> Iterator[str | None]:
    """样本日报 on 市委: the outlet's place, where the text speaks of committees of that level."""
    place = place_at(record.publisher or "", 0, context.vocabulary, None)
    if place and place.region:
        entry = context.vocabulary.regions[place.region]
        words = "市委|我市|全市" if entry.name.endswith("市") else "省委|我省|全省|自治区"
        lower = (
            entry.level == "province" and not entry.name.endswith("市") and "市委" in context.text
        )
        yield entry.code if re.search(words, context.text) and not lower else None


def _of_text(context: Context, record: Recognised) -> Iterator[str | None]:
    yield _most_named(context)


def first_place(text: str, vocabulary: Vocabulary) -> tuple[str, Span] | None:
    """The first place with its full name: 长沙市…, 湘潭市委书记, 四川省成都市."""
    openings = vocabulary.region_openings
    for start in range(len(text) - 1):
        if text[start : start + 2] not in openings:
            continue
        place = place_at(text, start, vocabulary, None)
        if (
            place
            and place.region
            and _full(text[place.start : place.end], place.region, vocabulary)
        ):
            return place.region, Span(place.start, place.end)
    return None


def _full(name: str, region: str | None, vocabulary: Vocabulary) -> bool:
    return region is not None and name.endswith(vocabulary.regions[region].name)


def _most_named(context: Context) -> str | None:
    """The place that a text that says 我市, 全省 names by far most often."""
    if not _OWN.search(context.text):
        return None
    counts: Counter[str] = Counter()
    text, names = context.text, context.vocabulary.regions_by_name
    openings = context.vocabulary.region_openings
    at = 0
    while at < min(len(text), _READ):
        for end in range(at + 12, at + 1, -1) if text[at : at + 2] in openings else ():
            regions = names.get(text[at:end], ())
            if regions and regions[0].level in ("province", "prefecture"):
                counts[regions[0].code] += 1
                at = end - 1
                break
        at += 1
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > 1.5 * ranked[1][1] else None


SOURCES: tuple[Callable[[Context, Recognised], Iterator[str | None]], ...] = (
    _of_issuers,
    _of_number,
    _of_metadata,
    _of_signature,
    _of_head,
    _of_opening,
    _of_publisher,
    _of_text,
)
"""The surest first."""
