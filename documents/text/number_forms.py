"""Patterns of document numbers (发文字号), whole and damaged, with the forms they match."""

from __future__ import annotations

import re

from documents.text.numerals import NUMERAL, ZEROS

_OPEN = r"[〔［\[(（【﹝〈<〖「『{｛〕]"
_CLOSE = r"[〕］\])）】﹞〉>〗」』}｝〔]"
GAP = r"[ \t\u3000\xa0]{0,6}"
_DIGIT = rf"[0-9０-９{ZEROS}一二三四五六七八九]"
_YEAR = rf"(?:[12１２][ ]?[0-9０-９][ ]?[0-9０-９][ ]?[0-9０-９]|[一二](?:{_DIGIT}){{3}})"
_SHORT_YEAR = r"[5-9５-９][0-9０-９]"
_WORD = r"[一-龥A-Za-zＡ-Ｚ·]"
_PREFIX = rf"{_WORD}(?:{_WORD}|[ \t\u3000]|[（(][一-龥]{{1,4}}[）)]|[、·.—-]){{0,18}}?"
_NO = "[号號]"
_RANGE = r"(?:[-—、－至][0-9]+)"
_KIND = "令|公告|通告|决定"
_CONVOCATION = rf"{_OPEN}{GAP}(?:第)?(?P<term>{NUMERAL})届{GAP}{_CLOSE}"

BRACKETED = re.compile(
    rf"(?P<prefix>{_PREFIX}){GAP}{_OPEN}{GAP}(?P<year>{_YEAR}){GAP}年?{GAP}{_CLOSE}{GAP}"
    rf"(?P<mark>字)?{GAP}第?{GAP}(?P<serial>{NUMERAL}){GAP}(?P<more>{_RANGE})?{GAP}{_NO}"
)
"""国办发〔2019〕6号, 国办发[2019]第6号, 豫政办 〔2016〕 20号, 国发〔二〇一八〕五号."""

LEADING = re.compile(
    rf"{_OPEN}{GAP}(?P<year>{_YEAR}|{_SHORT_YEAR}){GAP}年?{GAP}{_CLOSE}{GAP}"
    rf"(?P<prefix>[一-龥]{{1,10}}?){GAP}"
    rf"(?:第{GAP}(?P<serial>{NUMERAL})|(?<=[字函发电]){GAP}(?P<serial2>{NUMERAL})){GAP}{_NO}"
)
"""〔1996〕武司字第3号, （85）财预字第12号, (1988)国函字12号: the year comes first."""

SHORT = re.compile(
    rf"(?P<prefix>[一-龥]{{1,9}}[发字函电通文办规释复]){GAP}{_OPEN}{GAP}(?P<year>{_SHORT_YEAR}){GAP}"
    rf"{_CLOSE}{GAP}(?P<mark>字)?{GAP}第?{GAP}(?P<serial>{NUMERAL}){GAP}{_NO}"
)
"""国发〔85〕12号: the nineteen hundreds, as numbers were written before 1987."""

ORDER = re.compile(
    rf"(?P<prefix>[一-龥、 \u3000]{{1,40}}?){GAP}"
    rf"(?:(?P<kind>{_KIND}){GAP}(?:{_CONVOCATION}{GAP})?"
    rf"[（(]?(?:(?P<year>{_YEAR}){GAP}年)?{GAP}[）)]?{GAP}[（(]?第{GAP}(?P<serial>{NUMERAL}){GAP}"
    rf"{_NO}[）)]?"
    rf"|(?:(?P<year2>{_YEAR}){GAP}年{GAP})?第{GAP}(?P<serial2>{NUMERAL}){GAP}{_NO}{GAP}"
    rf"(?P<kind2>{_KIND})"
    rf"|(?P<kind3>(?<=[府院])令){GAP}(?P<serial3>[0-9０-９]{{1,4}}){GAP}{_NO})"
)
"""国务院令第265号, 国务院令（第711号）, 海南省人民政府第12号令, 商务部公告2006年第9号, 沪府令18号,
商务部2019年第9号公告, 全国人民代表大会常务委员会公告〔十三届〕第七号.
"""

ORDER_FIRST = re.compile(
    rf"第{GAP}(?P<serial>{NUMERAL}){GAP}{_NO}{GAP}(?P<prefix>[一-龥]{{2,30}}?)(?P<kind>令|公告)"
)
"""第711号国务院令."""

_LOST = r"[0-9０-９?？�＊*×xXOoIl]"
DAMAGED = re.compile(
    rf"(?P<prefix>[一-龥]{{1,12}}){GAP}(?:"
    rf"{_OPEN}{GAP}{_LOST}{{0,6}}{GAP}{_CLOSE}?{GAP}(?:第|字)?{GAP}{_LOST}{{0,5}}{GAP}{_NO}"
    rf"|(?<=[发函电字规文令政]){GAP}[〔［\[]{GAP}{_LOST}{{3,6}}{GAP}{_CLOSE}?{GAP}{_LOST}{{0,5}}"
    rf"|[?？�]{{1,2}}{_YEAR}[?？�]{{0,2}}{GAP}[0-9０-９]{{1,5}}{GAP}{_NO}"
    rf"|{_YEAR}{GAP}{_CLOSE}{GAP}[0-9０-９]{{1,5}}{GAP}{_NO}?"
    rf"|{_YEAR}年?{GAP}(?:第{GAP})?[0-9０-９]{{0,5}}{GAP}{_NO}"
    rf"|{_OPEN}{_YEAR}{_CLOSE}(?:{_NO}[0-9]{{1,5}}|[0-9]{{1,5}}{_NO}{_OPEN}{_CLOSE})"
    rf"|{GAP}第{GAP}[0-9０-９]{{1,5}}{GAP}{_NO})"
)
"""国办发〔20??〕6号, 国办发〔2O19〕6号, 国办发〔2019〕号, 国办发2019〕6号, 国办发?2019?6号,
税务总局2018年第32号.
"""

CORE = re.compile(
    rf"{GAP}{_OPEN}{GAP}{_YEAR}{GAP}年?{GAP}{_CLOSE}{GAP}"
    rf"字?{GAP}第?{GAP}{NUMERAL}{GAP}{_RANGE}?{GAP}{_NO}"
    rf"|(?:{_KIND}){GAP}(?:{_OPEN}{GAP}第?{NUMERAL}届{GAP}{_CLOSE}{GAP})?"
    rf"[（(]?(?:{_YEAR}年)?{GAP}[）)]?{GAP}第{GAP}{NUMERAL}{GAP}{_NO}"
    rf"|(?:{_YEAR}年)?第{GAP}{NUMERAL}{GAP}{_NO}{GAP}(?:令|公告)"
)
"""What a number in running text is found by: all of it but its prefix."""

LEADING_IN_TEXT = re.compile(
    rf"[〔［\[(（]{_YEAR}[〕］\])）](?P<prefix>[一-龥]{{1,8}}字)第?{NUMERAL}{_NO}"
)
"""〔1996〕武司字第3号 in running text."""

BRACKETED_CORE = re.compile(rf"{_OPEN}{GAP}{_YEAR}")
BEFORE_CORE = re.compile(
    rf"{_WORD}(?:{_WORD}|[（(][一-龥]{{1,4}}[）)]|[·.—-]|[ \u3000](?=[一-龥]))*$"
)
