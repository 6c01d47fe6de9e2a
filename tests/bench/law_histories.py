"""What the `history` lines of the laws say, read by rules of their own: the truth for events."""

from __future__ import annotations

import re
from datetime import date

from documents.text.numerals import NUMERAL, parse_numeral
from taxonomy.vocabulary import Vocabulary

LawEvent = tuple[str, date, str | None, str | None]
"""Event, day, body's slug, meeting's slug."""

_TITLES = re.compile(r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|<[^>]*>|关于(?:批准|修改)《.*?决定")
_DAY = re.compile(
    r"(?P<year>[0-9]{4})年(?P<month>[0-9０-９]{1,2})月(?P<day>[0-9０-９]{1,2})(?:日|(?= ))"
)
_EVENTS = ("修订", "修正", "修改", "废止", "批准", "通过", "公布", "施行")
"""The surest first: 通过的《…修正案》修正 is an amendment."""
_SESSION = re.compile(
    rf"(?P<place>[一-龥]{{0,14}}?)第?(?P<c>{NUMERAL})届(?P<nation>全国)?(?:人民代表大会|人大)"
    rf"(?P<sc>常[务委员会]{{2,4}})?第?(?P<s>{NUMERAL})次?(?:会议|届会议)"
)
_COURT = re.compile(
    rf"最高人民(?P<organ>法院审判|检察院(?:第(?P<c>{NUMERAL})届)?检察)委员会第(?P<s>{NUMERAL})次会议"
)
_CONVOCATION = re.compile(rf"第{NUMERAL}届")
_ISSUER = re.compile(r"(?P<name>[一-龥]{2,24}?(?:人民代表大会(?:常务委员会)?|人民政府))")


def history_events(
    lines: list[str], vocabulary: Vocabulary, home: str | None
) -> tuple[LawEvent, ...]:
    """Every event of the lines in order; a line that broke off is joined to the next.

    `home` is the region in which 省, 市 and 县 alone are read.
    """
    text = _TITLES.sub("", "".join(lines)).replace("\xa0", " ")
    days = list(_DAY.finditer(text))
    events: list[LawEvent] = []
    for index, found in enumerate(days):
        end = days[index + 1].start() if index + 1 < len(days) else len(text)
        part = text[found.end() : end]
        event = next((word for word in _EVENTS if word in part), None)
        if event is None and part.rstrip().endswith("、"):
            event = "通过"
        if event is None:
            continue
        day = date(*(int(found[name]) for name in ("year", "month", "day")))
        body, meeting = _meeting(re.sub("^[ ，]*(?:并?经|根据)?", "", part), vocabulary, home)
        if body == "court-100000":
            meeting = f"{body}-other-{day}"
        events.append(("修正" if event == "修改" else event, day, body, meeting))
    return tuple(events)


def _meeting(part: str, vocabulary: Vocabulary, home: str | None) -> tuple[str | None, str | None]:
    court = _COURT.search(part)
    if court and court["organ"].startswith("法院"):
        return "court-100000", None
    if court:
        ordinals = [parse_numeral(court[name]) for name in ("c", "s")]
        return "procuratorate-100000", f"procuratorate-100000-{ordinals[0]}-other-{ordinals[1]}"
    session = _SESSION.search(part)
    if session is None:
        issuer = _ISSUER.search(_CONVOCATION.sub("", part))
        entry = vocabulary.bodies_by_name.get(issuer["name"]) if issuer else None
        return (entry.slug if entry else None), None
    standing = bool(session["sc"])
    place = session["nation"] or _place(session["place"], vocabulary, home)
    entry = vocabulary.bodies_by_name.get(f"{place}人民代表大会{'常务委员会' * standing}")
    if entry is None:
        return None, None
    kind = "standing" if standing else "session"
    ordinals = [parse_numeral(session[name]) for name in ("c", "s")]
    return entry.slug, f"{entry.slug}-{ordinals[0]}-{kind}-{ordinals[1]}"


def _place(name: str, vocabulary: Vocabulary, home: str | None) -> str:
    """市 or 省 alone → the region of that name around `home`."""
    if len(name) > 1 or home is None:
        return name
    chain = vocabulary.region_chain(home)
    return next((region.name for region in chain if region.name.endswith(name)), name)
