"""What the first part of a document number (机关代字) says of place and body.

The authority file's own prefixes come first. The rest follows how such prefixes are made: the
place's letter (湘), then 政 or 府 for its government or the department's short form (教, 财, 人社),
then the kind of letter (发, 函, 规). Departments that were renamed are told apart by the number's
year, and a prefix that may be two bodies' gives none.
"""

from __future__ import annotations

import re

from taxonomy.vocabulary import BodyEntry, Vocabulary

LETTERS = {
    "京": "110000", "津": "120000", "冀": "130000", "晋": "140000", "内": "150000", "辽": "210000",
    "吉": "220000", "黑": "230000", "沪": "310000", "苏": "320000", "浙": "330000", "皖": "340000",
    "闽": "350000", "赣": "360000", "鲁": "370000", "豫": "410000", "鄂": "420000", "湘": "430000",
    "粤": "440000", "桂": "450000", "琼": "460000", "渝": "500000", "川": "510000", "黔": "520000",
    "云": "530000", "藏": "540000", "陕": "610000", "甘": "620000", "宁": "640000", "新": "650000",
    "示": "990000",
}  # fmt: skip
"""The letter that a province's prefixes begin with. 青 is left out: 青海 and 青岛 share it."""

_SHARED = {"宁": ("640000", "320100")}
"""Letters of several places: 宁 is 宁夏 and 南京."""

_GOVERNMENT = re.compile(
    r"(?P<letter>.)(?:政|府)(?P<office>办|厅)?"
    r"(?:发|函|规|规发|字|复|任|人|干|文|秘|报|议|电|明电|明电发|发电|发明电|传发|令)?"
)

_DEPARTMENTS: tuple[tuple[str, int, int, str], ...] = (
    ("发改", 2004, 9999, "发展和改革委员会"),
    ("教委?", 0, 9999, "教育厅 教育委员会"),
    ("科(?!协|教)", 0, 9999, "科学技术厅 科学技术委员会"),
    ("经信", 0, 9999, "经济和信息化委员会 经济和信息化厅"),
    ("工信", 0, 9999, "工业和信息化厅"),
    ("公(?=通|治|行|规|交|消)", 0, 9999, "公安厅 公安局"),
    ("民(?!宗|防|族|委|革|建|盟|航)", 0, 9999, "民政厅 民政局"),
    ("司", 0, 9999, "司法厅 司法局"),
    ("财(?!政?[办厅])", 0, 9999, "财政厅 财政局"),
    ("人社", 2009, 9999, "人力资源和社会保障厅 人力资源和社会保障局"),
    ("国土资", 0, 2018, "国土资源厅"),
    ("自然资", 2018, 9999, "自然资源厅"),
    ("环(?:保|境)?", 0, 2017, "环境保护厅 环境保护局"),
    ("环", 2019, 9999, "生态环境厅 生态环境局"),
    ("住建", 2009, 9999, "住房和城乡建设厅 住房和城乡建设管理委员会"),
    ("交", 2010, 9999, "交通运输厅 交通委员会"),
    ("水(?:务)?", 0, 9999, "水利厅 水务厅 水务局"),
    ("农(?!委|村|垦|行|担|机)", 0, 2017, "农业厅"),
    ("农(?!垦|行|担|机)", 2019, 9999, "农业农村厅 农业农村局 农业农村委员会"),
    ("农委", 0, 2017, "农业委员会"),
    ("商", 0, 9999, "商务厅 商务委员会"),
    ("文旅", 2018, 9999, "文化和旅游厅 文化和旅游局"),
    ("卫健", 2018, 9999, "卫生健康委员会"),
    ("卫计", 2013, 2018, "卫生和计划生育委员会"),
    ("卫(?!健|计)", 0, 2012, "卫生厅 卫生局"),
    ("卫(?!计)", 2019, 9999, "卫生健康委员会"),
    ("退役军人", 2018, 9999, "退役军人事务厅 退役军人事务局"),
    ("应急", 2018, 9999, "应急管理厅 应急管理局"),
    ("审(?!改|批)", 0, 9999, "审计厅 审计局"),
    ("国资", 0, 9999, "国有资产监督管理委员会"),
    ("市监", 2018, 9999, "市场监督管理局"),
    ("统(?!战)", 0, 9999, "统计局"),
    ("医保", 2018, 9999, "医疗保障局"),
    ("体", 0, 9999, "体育局"),
    ("药监", 2018, 9999, "药品监督管理局"),
    ("食药监", 0, 2018, "食品药品监督管理局"),
    ("工商(?!联)", 0, 2018, "工商行政管理局"),
    ("质技?监", 0, 2018, "质量技术监督局"),
    ("安监", 0, 2018, "安全生产监督管理局"),
    ("价", 0, 2018, "物价局"),
    ("知", 0, 9999, "知识产权局"),
    ("人口", 2003, 2013, "人口和计划生育委员会"),
    ("高法", 0, 9999, "高级人民法院"),
)
"""A department's short form, the years it held, and what the department may be called there."""

_NATIONAL: tuple[tuple[str, int, int, str], ...] = (
    ("国办(?!公开|职转)[一-龥]{1,4}", 0, 9999, "govoffice-100000"),
    ("农(?!办)[一-龥]{1,3}发", 0, 2017, "gov-100000-moa"),
    ("农(?!办)[一-龥]{1,3}发", 2019, 9999, "gov-100000-mara"),
    ("国卫(?!办)[一-龥]{1,4}发", 2013, 2017, "gov-100000-nhfpc"),
    ("国卫(?!办)[一-龥]{1,4}[发函]", 2019, 9999, "gov-100000-nhc"),
    ("环(?!办)[一-龥]{1,3}", 2009, 2017, "gov-100000-mep"),
    ("环(?!办)[一-龥]{1,3}", 2019, 9999, "gov-100000-mee"),
    ("交(?!办)[一-龥]{1,3}发", 2010, 9999, "gov-100000-mot"),
    ("商(?!办)[一-龥]{1,3}[发函]", 2004, 9999, "gov-100000-mofcom"),
    ("工信部[一-龥]{1,4}", 2008, 9999, "gov-100000-miit"),
    ("国科发[一-龥]{0,3}", 0, 9999, "gov-100000-most"),
    ("发改(?!办)[一-龥]{1,3}", 2004, 9999, "gov-100000-ndrc"),
    ("人社部[一-龥]{0,2}[发函电]", 2008, 9999, "gov-100000-mohrss"),
    ("文旅(?!办)[一-龥]{1,4}发", 2018, 9999, "gov-100000-mct"),
    ("自然资(?!办)[一-龥]{0,3}[发规函]", 2018, 9999, "gov-100000-mnr"),
    ("林(?!办)[一-龥]{1,2}发", 1998, 2017, "gov-100000-sfa"),
    ("林(?!办)[一-龥]{1,2}发", 2019, 9999, "gov-100000-nfga"),
    ("国市监[一-龥]{0,4}[发函规]", 2018, 9999, "gov-100000-samr"),
    ("税总(?!办|厅)[一-龥]{0,4}[发函]", 2013, 9999, "gov-100000-sta"),
    ("国能发[一-龥]{1,4}", 2013, 9999, "gov-100000-nea"),
    ("应急", 2018, 9999, "gov-100000-mem"),
    ("发改办[一-龥]{1,3}", 2004, 9999, "gov-100000-ndrc-office"),
    ("财办[一-龥]{1,2}", 0, 9999, "gov-100000-mof-office"),
    ("农办[一-龥]{1,2}", 0, 2017, "gov-100000-moa-office"),
    ("农办[一-龥]{1,2}", 2019, 9999, "gov-100000-mara-office"),
    ("国卫办[一-龥]{1,4}", 2013, 2017, "gov-100000-nhfpc-office"),
    ("国卫办[一-龥]{1,4}", 2019, 9999, "gov-100000-nhc-office"),
    ("工信厅[一-龥]{1,5}", 2008, 9999, "gov-100000-miit-office"),
    ("建办[一-龥]{1,3}", 2008, 9999, "gov-100000-mohurd-office"),
    ("交办[一-龥]{1,4}", 2009, 9999, "gov-100000-mot-office"),
    ("商办[一-龥]{1,3}", 2004, 9999, "gov-100000-mofcom-office"),
    ("人社厅[一-龥]{0,2}", 2008, 9999, "gov-100000-mohrss-office"),
    ("环办[一-龥]{0,4}", 2009, 2017, "gov-100000-mep-office"),
    ("环办[一-龥]{0,4}", 2019, 9999, "gov-100000-mee-office"),
    ("应急厅[一-龥]{0,2}", 2018, 9999, "gov-100000-mem-office"),
    ("国能综[一-龥]{1,4}", 2013, 9999, "gov-100000-nea-office"),
)
"""Ministries number by division (农外发, 国卫医发), their offices for themselves (农办牧)."""

_MINISTRYS = re.compile(r"新[出广闻]|内[部务贸]")
"""Prefixes of ministries that begin with a character that is also a place's letter."""

_OTHERS = re.compile(r"[办厅领组联]")
"""Offices (辽教办发), leading groups and joint letters: which bodies these are, it leaves open."""


def place_of_prefix(number: str | None) -> str | None:
    """The province whose letter a number begins with; null for shared letters."""
    letter = (number or "")[:1]
    if letter in _SHARED or _MINISTRYS.match(number or ""):
        return None
    return LETTERS.get(letter)


def body_of_number(
    number: str | None, vocabulary: Vocabulary, home: str | None
) -> BodyEntry | None:
    """The one body that numbers so: 湘政办发〔2024〕3号, 辽教发〔2015〕12号, 沪府令第18号."""
    match = re.match(r"(?P<prefix>[^〔\d]+?)(?:〔(?P<year>\d{4})〕|第\d+号$)", number or "")
    if match is None:
        return None
    prefix = match["prefix"]
    body = vocabulary.bodies_by_prefix.get(prefix) or _government(prefix, vocabulary, home)
    if body or match["year"] is None:
        return body
    year = int(match["year"])
    return _department(prefix, year, vocabulary) or _ministry(prefix, year, vocabulary)


def _government(prefix: str, vocabulary: Vocabulary, home: str | None) -> BodyEntry | None:
    match = _GOVERNMENT.fullmatch(prefix)
    if match is None or len(prefix) < 3:
        return None
    regions = _SHARED.get(match["letter"]) or (LETTERS.get(match["letter"]),)
    around = {region.code for region in vocabulary.region_chain(home or "")}
    near = [code for code in regions if code and (len(regions) == 1 or code in around)]
    kind = "govoffice" if match["office"] else "gov"
    return vocabulary.body_in(near[0], kind) if len(near) == 1 else None


def _department(prefix: str, year: int, vocabulary: Vocabulary) -> BodyEntry | None:
    region = vocabulary.regions.get(place_of_prefix(prefix) or "")
    if region is None or _OTHERS.search(prefix):
        return None
    for short, first, last, names in _DEPARTMENTS:
        if first <= year <= last and re.match(short, prefix[1:]):
            found = [
                vocabulary.bodies_by_name[region.name + name]
                for name in names.split()
                if region.name + name in vocabulary.bodies_by_name
            ]
            return found[0] if len(found) == 1 else None
    return None


def _ministry(prefix: str, year: int, vocabulary: Vocabulary) -> BodyEntry | None:
    for pattern, first, last, slug in _NATIONAL:
        if first <= year <= last and re.fullmatch(pattern, prefix):
            return vocabulary.bodies.get(slug)
    return None
