"""Document numbers (机关代字〔年〕号, 令第N号, 公告Y年第N号): parsing and finding."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from documents.text.numerals import NUMERAL, parse_numeral
from documents.text.stages import Span

_OPEN = r"[〔［\[(（【﹝〈<〖「『{｛〕]"
_CLOSE = r"[〕］\])）】﹞〉>〗」』}｝〔]"
_GAP = r"[ \t\u3000\xa0]{0,6}"
_YEAR = r"[12１２][ ]?[0-9０-９][ ]?[0-9０-９][ ]?[0-9０-９]"
_WORD = r"[一-龥A-Za-zＡ-Ｚ·]"
_PREFIX = rf"{_WORD}(?:{_WORD}|[ \t\u3000]|[（(][一-龥]{{1,4}}[）)]|[、·.—-]){{0,18}}?"

_BRACKETED = re.compile(
    rf"(?P<prefix>{_PREFIX}){_GAP}{_OPEN}{_GAP}(?P<year>{_YEAR}){_GAP}年?{_GAP}{_CLOSE}{_GAP}"
    rf"(?:第|字)?{_GAP}(?P<serial>{NUMERAL}){_GAP}(?P<more>[-—、－至][0-9]+)?{_GAP}号"
)
"""国办发〔2019〕6号, 国办发[2019]第6号, 豫政办 〔2016〕20号, 发改价格（２０１３）９７３号."""

_ORDER = re.compile(
    rf"(?P<prefix>[一-龥、 \u3000]{{1,40}}?){_GAP}"
    rf"(?:(?P<kind>令|公告|通告|决定){_GAP}[（(]?(?:(?P<year>{_YEAR})年?)?{_GAP}"
    rf"[）)]?{_GAP}第{_GAP}(?P<serial>{NUMERAL}){_GAP}号"
    rf"|第{_GAP}(?P<serial2>{NUMERAL}){_GAP}号{_GAP}令)"
)
"""国务院令第265号, 国务院令 第711号, 海南省人民政府第12号令, 商务部公告2006年第9号."""

_DAMAGED = re.compile(
    rf"(?P<prefix>[一-龥]{{1,12}}){_GAP}(?:"
    rf"{_OPEN}{_GAP}[0-9０-９?？�＊*×xX]{{1,6}}{_GAP}{_CLOSE}?{_GAP}(?:第|字)?{_GAP}"
    rf"[0-9０-９?？�＊*×xX]{{0,5}}{_GAP}号?"
    rf"|[?？�]{{1,2}}{_YEAR}[?？�]{{0,2}}{_GAP}[0-9０-９]{{1,5}}{_GAP}号"
    rf"|{_YEAR}{_GAP}{_CLOSE}{_GAP}[0-9０-９]{{1,5}}{_GAP}号"
    rf"|{_YEAR}年?{_GAP}(?:第{_GAP})?[0-9０-９]{{0,5}}{_GAP}号"
    rf"|{_OPEN}{_YEAR}{_CLOSE}(?:号[0-9]{{1,5}}|[0-9]{{1,5}}号{_OPEN}{_CLOSE})"
    rf"|{_GAP}第{_GAP}[0-9０-９]{{1,5}}{_GAP}号)"
)
"""国办发〔20??〕6号, 国办发〔2019〕号, 国办发2019〕6号, 国办发?2019?6号, 税务总局2018年第32号."""

_BRACKETS = re.compile(rf"{_OPEN}{_GAP}{_YEAR}")
_LABEL = re.compile(r"^(?:发文字号|文号|文\s*号|发文号|文件编号|编号|字号)\s*[:：]?\s*")
_VERBS = (
    r"根据|按照|依据|依照|参照|遵照|贯彻|落实|执行|转发|印发|下发|发布|公布|关于|文件|通知|通告|文号|字号"
    r"|意见|决定|批复|办法|的|以下简称|下称|见"
)
_LEAD_IN = re.compile(rf"^.*(?:{_VERBS}|[以按由与和及了将、])(?=[一-龥]{{1,}})")
_ORDER_LEAD_IN = re.compile(
    rf"^(?:.*(?:{_VERBS}|修订|修正|[以按由将、])|[日经年月])(?=[一-龥]{{2}})"
)
_TAIL_OF_TITLE = re.compile(r"^.*的(?:通知|通告|公告|意见|决定|批复|办法|函)(?=[一-龥])")

_CORE = re.compile(
    rf"{_GAP}{_OPEN}{_GAP}{_YEAR}{_GAP}年?{_GAP}{_CLOSE}{_GAP}"
    rf"(?:第|字)?{_GAP}{NUMERAL}{_GAP}(?:[-—、－至][0-9]+)?{_GAP}号"
    rf"|(?:令|公告|通告|决定){_GAP}[（(]?(?:{_YEAR}年?)?{_GAP}[）)]?{_GAP}第{_GAP}{NUMERAL}{_GAP}号"
    rf"|第{_GAP}{NUMERAL}{_GAP}号{_GAP}令"
)
_BEFORE = re.compile(rf"{_WORD}(?:{_WORD}|[（(][一-龥]{{1,4}}[）)]|[·.—-]|[ \u3000](?=[一-龥]))*$")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff"))
_COUNTRY = re.compile(r"^中华人民共和国(?=.)")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """A number's parts; `normalised` is 国办发〔2019〕6号 or 国务院令第265号.

    `damaged` says that year or serial can not be read; then `normalised` is the text as it stands.
    """

    prefix: str
    year: int | None
    serial: int | None
    normalised: str
    damaged: bool = False


@dataclass(frozen=True, slots=True)
class FoundNumber:
    span: Span
    number: DocumentNumber


def parse_number(text: str) -> DocumentNumber | None:
    """Read a string that is a document number and nothing else; null where it is none.

    >>> parse_number("国办发［２０１９］第６号").normalised
    '国办发〔2019〕6号'
    >>> parse_number("中华人民共和国国务院令 第265号").normalised
    '国务院令第265号'
    >>> parse_number("国办发〔20??〕6号").damaged
    True
    """
    text = _LABEL.sub("", text.translate(_INVISIBLE).strip())
    for pattern, read in ((_BRACKETED, _bracketed), (_ORDER, _order), (_DAMAGED, _damaged)):
        match = pattern.fullmatch(text)
        if match:
            return read(match)
    return None


def find_numbers(text: str) -> Iterator[FoundNumber]:
    """Whole numbers in running text, in order; what leads in (根据国办发…) is left out.

    >>> [found.number.normalised for found in find_numbers("根据国发〔2018〕42号和国函〔2018〕1号")]
    ['国发〔2018〕42号', '国函〔2018〕1号']
    """
    last = 0
    for core in _CORE.finditer(text):
        window = max(last, core.start() - 40)
        before = _BEFORE.search(text, window, core.start())
        start = before.start() if before else core.start()
        order = not _BRACKETS.search(core[0])
        start += _lead_in(text[start : core.start()], order=order)
        number = parse_number(text[start : core.end()])
        if number and not number.damaged and start < core.start():
            last = core.end()
            yield FoundNumber(Span(start, last), number)


def _lead_in(prefix: str, *, order: bool) -> int:
    """How much of what stands before a number is not its prefix: 根据国发 → 2."""
    match = (_ORDER_LEAD_IN if order else _LEAD_IN).match(prefix)
    cut = match.end() if match else 0
    return cut if order else max(cut, len(prefix) - 18)


def _bracketed(match: re.Match[str]) -> DocumentNumber:
    prefix = _TAIL_OF_TITLE.sub("", _plain(match["prefix"]))
    year = _number(match["year"])
    serial = _number(match["serial"])
    if not year or not serial or not 1949 <= year <= 2100:
        return DocumentNumber(prefix, year, serial, _plain(match[0]), damaged=True)
    more = _plain(match["more"] or "")
    return DocumentNumber(prefix, year, serial, f"{prefix}〔{year}〕{serial}{more}号")


def _order(match: re.Match[str]) -> DocumentNumber:
    kind = match["kind"] or "令"
    prefix = _COUNTRY.sub("", _plain(match["prefix"])) + kind
    serial = _number(match["serial"] or match["serial2"])
    year = _number(match["year"] or "")
    stated = f"{year}年" if year else ""
    return DocumentNumber(prefix, year, serial, f"{prefix}{stated}第{serial}号")


def _damaged(match: re.Match[str]) -> DocumentNumber:
    return DocumentNumber(_plain(match["prefix"]), None, None, _plain(match[0]), damaged=True)


def _plain(text: str) -> str:
    return re.sub(r"[ \t\u3000\xa0]+", "", text)


def _number(text: str) -> int | None:
    return parse_numeral(_plain(text))
