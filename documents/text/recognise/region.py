"""Where a document belongs: `home` for resolving 省委 and 市政府, then `region` and `level`."""

from __future__ import annotations

import re
from collections import Counter

from documents.text.meetings import find_meetings
from documents.text.places import place_at
from documents.text.recognise.bodies import issuers_of_title, resolve_body
from documents.text.recognise.context import Context, found, span_in
from documents.text.stages import Evidence, Recognised, Span
from taxonomy.vocabulary import RegionEntry, Vocabulary

_REPORT_PLACE = re.compile(r"代表(?P<who>[一-龥]{2,14}(?:人民政府|人大常委会|委员会)|国务院)")


def home_of(context: Context, record: Recognised) -> str | None:
    """The region in which the document's own short names are to be read; null if nothing tells."""
    vocabulary = context.vocabulary
    for ref in (*record.issuers, *issuers_of_title(record.title, vocabulary, None)):
        region = _region_of(ref.body, ref.name, vocabulary)
        if region:
            return region
    number = record.document_number or ""
    prefix = re.split(r"[〔第]", number)[0]
    body = vocabulary.bodies_by_prefix.get(prefix) or vocabulary.bodies_by_prefix.get(
        prefix.removesuffix("令")
    )
    if body:
        return body.region
    return _home_in_text(context, record)


def _home_in_text(context: Context, record: Recognised) -> str | None:
    vocabulary = context.vocabulary
    names = [prefix_of(record.document_number)]
    signature = context.layout.signature
    names += [name for name, _ in signature.names] if signature else []
    for name in names:
        region = _region_of(resolve_body(name, vocabulary, None), name, vocabulary)
        if region:
            return region
    heads = [record.title, record.lead_in or ""]
    heads += [line.text for line in context.layout.head_lines("session", "history", "byline")]
    for text in heads:
        for item in find_meetings(text, vocabulary, None):
            if item.meeting.body:
                return vocabulary.bodies[item.meeting.body].region
    for text in (*record.authors, *heads):
        place = first_place(text, vocabulary)
        if place:
            return place[0]
    if record.genre == "news" and context.layout.body:
        place = first_place(context.layout.body[0].text[:60], vocabulary)
        if place:
            return place[0]
    stated = _REPORT_PLACE.search(context.layout.opening)
    if stated:
        region = _region_of(resolve_body(stated["who"], vocabulary, None), "", vocabulary)
        if region:
            return region
    return _most_named(context)


def prefix_of(number: str | None) -> str:
    """The body that an order's number names: 湖北省人民政府令第282号 → 湖北省人民政府."""
    return re.split(r"[〔第]", number or "")[0].removesuffix("令").removesuffix("公告")


def _region_of(body: str | None, name: str, vocabulary: Vocabulary) -> str | None:
    if body:
        return vocabulary.bodies[body].region
    place = place_at(name, 0, vocabulary, None) if name else None
    return place.region if place else None


def first_place(text: str, vocabulary: Vocabulary) -> tuple[str, Span] | None:
    """The first place with its full name: 长沙市…, 湘潭市委书记, 四川省成都市."""
    for match in re.finditer(r"(?=[一-龥]{2})", text):
        place = place_at(text, match.start(), vocabulary, None)
        if (
            place
            and place.region
            and _full(text[place.start : place.end], place.region, vocabulary)
        ):
            return place.region, Span(place.start, place.end)
    return None


def _full(name: str, region: str, vocabulary: Vocabulary) -> bool:
    return name.endswith(vocabulary.regions[region].name)


def _most_named(context: Context) -> str | None:
    """The place that a text that says 我市, 全省 names by far most often."""
    if not re.search("[我全][省市州县]|市委|省委|州委|自治区", context.text):
        return None
    counts: Counter[str] = Counter()
    names = context.vocabulary.regions_by_name
    at = 0
    while at < min(len(context.text), _READ):
        for end in range(at + 12, at + 1, -1):
            regions = names.get(context.text[at:end], ())
            if regions and regions[0].level in ("province", "prefecture"):
                counts[regions[0].code] += 1
                at = end - 1
                break
        at += 1
    ranked = counts.most_common(2)
    if not ranked or ranked[0][1] < 3:
        return None
    return ranked[0][0] if len(ranked) == 1 or ranked[0][1] > 1.5 * ranked[1][1] else None


_READ = 8000
"""Characters of a text that are searched for the place it is about."""


def recognise_region(context: Context, record: Recognised) -> Recognised:
    """The first issuer's region, else the meeting's, else what byline, headline and text name."""
    region, where = _region(context, record)
    if region is None:
        return record
    level = context.vocabulary.regions[region].level
    return found(record, {"region": where, "level": where}, region=region, level=level)


def _region(context: Context, record: Recognised) -> tuple[str | None, Evidence | None]:
    vocabulary = context.vocabulary
    for ref in record.issuers:
        region = _region_of(ref.body, ref.name, vocabulary)
        if region:
            return region, record.evidence.get("issuers")
    if record.meeting and record.meeting.body:
        return vocabulary.bodies[record.meeting.body].region, record.evidence.get("meeting")
    stated = context.beside("region")
    entry = vocabulary.regions.get(stated) or _named(stated, vocabulary) if stated else None
    if entry:
        return entry.code, "metadata"
    return _region_named(context, record) or _region_of_home(context, record)


def _region_named(context: Context, record: Recognised) -> tuple[str, Evidence | None] | None:
    """The place that byline, lead-in, title or the meeting's name begins with or holds."""
    meeting = record.meeting.name if record.meeting else ""
    held_at = record.meeting.place or "" if record.meeting else ""
    for field, values in (
        ("authors", record.authors),
        ("lead_in", (record.lead_in or "",)),
        ("title", (record.title,)),
        ("meeting", (meeting, held_at)),
    ):
        for value in values:
            place = first_place(value, context.vocabulary)
            if place:
                at = context.text.find(value)
                span = Span(at + place[1].start, at + place[1].end) if at >= 0 else None
                return place[0], span or record.evidence.get(field)
    return None


def _region_of_home(context: Context, record: Recognised) -> tuple[str | None, Evidence | None]:
    home = home_of(context, record)
    if home is None:
        return None, None
    return home, span_in(context.text, context.vocabulary.regions[home].name)


def _named(name: str, vocabulary: Vocabulary) -> RegionEntry | None:
    regions = vocabulary.regions_by_name.get(name, ())
    return regions[0] if len(regions) == 1 else None
