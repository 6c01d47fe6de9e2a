"""Where a document belongs: writes `region` and `level`."""

from __future__ import annotations

import re

from documents.text.recognise.context import Context, found, span_in
from documents.text.recognise.home import first_place, region_of, stated_home
from documents.text.stages import Evidence, Recognised, Span
from taxonomy.vocabulary import RegionEntry, Vocabulary

_QUOTED = re.compile("《[^《》]*》")
"""What something else is called: 领取《中华人民共和国…证书》的通知 is not the nation's."""


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
        region = region_of(ref.body, ref.name, vocabulary)
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
            place = first_place(_QUOTED.sub(_blank, value), context.vocabulary)
            if place:
                at = context.text.find(value)
                span = Span(at + place[1].start, at + place[1].end) if at >= 0 else None
                return place[0], span or record.evidence.get(field)
    return None


def _blank(match: re.Match[str]) -> str:
    return "　" * len(match[0])


def _region_of_home(context: Context, record: Recognised) -> tuple[str | None, Evidence | None]:
    home = stated_home(context, record)
    if home is None:
        return None, None
    return home, span_in(context.text, context.vocabulary.regions[home].name)


def _named(name: str, vocabulary: Vocabulary) -> RegionEntry | None:
    regions = vocabulary.regions_by_name.get(name, ())
    return regions[0] if len(regions) == 1 else None
