"""What a line of the head is, told by its form."""

from __future__ import annotations

import re

from documents.text.dates import MONTH, WHOLE_DAY, YEAR
from documents.text.numbers import number_of_line

LABELS = {
    "索引号": "index_number",
    "主题分类": "subject",
    "发文机关": "issuer",
    "发布机关": "issuer",
    "发布机构": "issuer",
    "制定机关": "issuer",
    "发文单位": "issuer",
    "成文日期": "adopted_on",
    "生成日期": "adopted_on",
    "发文日期": "adopted_on",
    "签发日期": "adopted_on",
    "标题": "title",
    "名称": "title",
    "文件名称": "title",
    "信息名称": "title",
    "发文字号": "document_number",
    "文号": "document_number",
    "公布日期": "published_on",
    "发布日期": "published_on",
    "发布时间": "published_on",
    "公开日期": "published_on",
    "施行日期": "effective_on",
    "实施日期": "effective_on",
    "生效日期": "effective_on",
    "时效性": "validity",
    "有效性": "validity",
    "是否有效": "validity",
    "主题词": "keywords",
    "公文种类": "kind_label",
    "体裁分类": "kind_label",
    "效力级别": "rank",
    "法宝引证码": "reference",
    "失效日期": "expires_on",
    "废止日期": "expires_on",
}
"""Labels of a page's table of metadata → field names of the record."""

_LABEL = re.compile(
    r"^[【\[]?(?P<label>" + "|".join(r"\s*".join(label) for label in LABELS) + r")[】\]]?"
    r"\s*(?:[:：]\s*(?P<value>.*)|)$"
)
_SOURCE = re.compile(
    r"^[【\[（(]?\s*(?:来源|文章来源|信息来源|稿源|发布时间|发布日期|时间|日期|作者|编辑|责任编辑|责编"
    r"|记者|点击|浏览|字体|字号|分享|原文链接|文字|摄影|供稿)\s*[:：].*$"
)
_HISTORY = re.compile(
    rf"^[（(]?\s*(?:根据|自)?\s*{WHOLE_DAY}.{{0,400}}?"
    r"(?:通过|批准|修正|修订|公布|发布|施行|废止|修改|制定)[^。]{0,12}[）)]?$"
    r"|^[（(][^。；]{4,120}会议[^。；]{0,12}通过[^。]{0,120}[）)]$"
)
_VALIDITY = re.compile(
    r"^[（(【\[]?(?:此件|本文件?|该文件|全文|已被?|现行|部分|[ ]){0,3}"
    r"(?:废止|失效|修改|修订|有效|条款失效)[）)】\]]?。?$"
)
_SESSION = re.compile(
    rf"^[—–\-－ ]*[（(]?(?:{WHOLE_DAY}|(?<=[—（(]){YEAR})[^。；]{{1,60}}?"
    r"(?:会[议議]|大会|全会|会|活动|仪式)上?[—–-]*[）)]?(?:[ 　].{0,24})?$"
)
_DATE = re.compile(
    rf"^[（(【]?(?:{WHOLE_DAY}|{MONTH}|[12][0-9]{{3}}([-/.．])[0-9]{{1,2}}\1[0-9]{{1,2}})"
    r"(?:[ 　].{0,10})?[）)】]?$"
)
_HOST = re.compile(
    r"^(?!.*(?:政府|工作|会议.))(?:[一-龥·]{2,5}[、 \u3000]?){1,4}"
    r"(?:主持|出席|参加|列席|讲话|作报告|致辞|宣读)"
    r"(?:并讲话|并致辞|会议|并作.{0,8})?$"
)
_OFFICE = (
    r"(?:省长|市长|主席|总理|书记|州长|县长|区长|院长|检察长|主任|部长|局长|厅长|盟长|旗长|专员|署长|行长|校长"
    r"|行政长官|教授|研究员|秘书长|会长)"
)
BYLINE_MARKS = "□■◎○●◇◆▲△"
_NAME = r"[一-龥·]{1,12}(?:[ 　][一-龥]{1,4})?"
_BYLINE = re.compile(
    rf"^(?!.*(?:关于|[在对的]))[—\- ]*[一-龥、]{{0,24}}{_OFFICE}(?:[ 　]+{_NAME}|[一-龥]{{2,3}})$"
    r"|^[（(][^（()）。]{0,8}作者[为是系单:：].{1,60}[）)]$"
    r"|^[（(]?(?:[一-龥]{0,12}(?:全媒体)?(?:记者|通讯员))[ 　:：].{1,40}$"
    r"|^[（(][一-龥]{0,14}(?:记者|通讯员).{1,40}[）)]$|^(?:文|图|图文)[/／].{1,20}$"
)
_SIGNED = re.compile(
    rf"^[一-龥·]{{2,4}}[（(][^（()）]{{2,30}}{_OFFICE}[）)]$"
    rf"|^[（(][^（()）。]{{0,24}}{_OFFICE}[ 　]+{_NAME}[）)]$"
    r"|^(?:中共)?[一-龥]{2,20}(?:政研室|研究室|课题组|编辑部|评论员|调研组|理论学习中心组)$"
)
"""林海川（样本市委书记）, （样本市委书记 林海川）, 示例省委政研室: who signed an article."""
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾萧肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任"
    "沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
    "习殷阮岳梅庄聂涂柯卓柴凌翟岑芦骆蒲洪鲍葛樊颜倪辛邢祁耿娄缪窦甘鲁柳尤俞詹尉屈霍滕蔺兰毕"
)
PERSON = re.compile(
    rf"^(?:[{_SURNAMES}](?:[一-龥]{{1,2}}|(?:[ 　]+[一-龥]){{1,2}})"
    r"|(?:欧阳|上官|诸葛|司马|皇甫|司徒)[一-龥]{1,2}|[一-龥]{2,8}·[一-龥·]{2,12})$"
)
_NO_PERSON = re.compile(r"(?:通知|公告|通告|决定|决议|意见|报告|讲话|工作|条例|办法)$")
"""A line that is a person's name: the author or the speaker."""
_LETTERHEAD = re.compile(
    r"^[一-龥、 \u3000]{4,40}文件$|^[一-龥]{2,20}(?:人民政府|人大常委会|常务委员会)公报$"
    r"|^[（(〔\[［]?[12][0-9]{3}[）)〕\]］]?第?[0-9]{1,4}[号期]$|^[（(]?第[0-9]{1,4}期[）)]?$"
    r"|^[（(]?[12][0-9]{3}年第?[0-9]{1,3}期[）)]?(?:[ 　（(].{0,16})?$"
    r"|^(?:机密|秘密|特急|加急|公开|平急)(?:[★ ].{0,8})?$"
)
_ATTACHED = re.compile(r"附\s*件\s*[0-9一二三四五六七八九十]{0,2}\s*[:：]?")
"""The mark over an attachment that is a document of its own."""
_ADDRESSEE = re.compile(r"^[^。]{2,400}[：:]$")
_HEADING = re.compile(
    r"^(?:第[一二三四五六七八九十百零〇0-9]+[编章节条]|[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）"
    r"|\([一二三四五六七八九十]{1,3}\)|[0-9]{1,2}[.．、]|目\s*录$|序\s*言$|前\s*言$|引\s*言$|附件|[·•●])"
)
_SALUTATION = re.compile(
    r"^(?:各位|同志们|朋友们|女士们|尊敬的|主席先生|委员长)[^。]{0,40}[：:！!，,]?$"
)
_ORDINAL = re.compile(r"[12][0-9]{3}年[ 　]*第[ 　]*[0-9]{1,4}[ 　]*号")
"""（2024年第9号） under the title of an announcement."""
_STOP = "。；！？…!?;"
TITLE_LENGTH = 130


def label_of(line: str) -> tuple[str | None, str | None]:
    """The field and value of a line of a metadata table: 发文字号： 国发〔2018〕42号."""
    match = _LABEL.match(line.strip())
    if not match:
        return None, None
    label = re.sub(r"\s", "", match["label"])
    if match["value"] is None and label in ("标题", "名称", "文号"):
        return None, None
    return LABELS[label], (match["value"] or "").strip() or None


def role_of(line: str, *, first: bool = False) -> str:
    """number, date, session, history, validity, source, byline, host, letterhead, title, or body.

    `first` says that no title line came before, so a headline may end in ！ or ？.
    """
    plain = line.strip()
    inner = plain.strip("（()）【】 　")
    number = number_of_line(inner)
    if number and (not number.damaged or len(inner) < 24):
        return "number"
    if not first and _ORDINAL.fullmatch(inner):
        return "number"
    for role, pattern in (
        ("source", _SOURCE),
        ("validity", _VALIDITY),
        ("history", _HISTORY),
        ("date", _DATE),
        ("session", _SESSION),
        ("byline", _BYLINE),
        ("letterhead", _LETTERHEAD),
    ):
        if pattern.match(plain):
            return role
    if first and _ATTACHED.fullmatch(plain):
        return "letterhead"
    if not first and _HOST.match(plain):
        return "host"
    if not first and _is_byline(plain):
        return "byline"
    return "body" if _is_body(plain, first=first) else "title"


def _is_byline(plain: str) -> bool:
    """A person's name, an author with his office, or ■ before either."""
    marked = plain.lstrip(f"{BYLINE_MARKS}　 ")
    if marked != plain and _BYLINE.match(marked):
        return True
    return bool(_SIGNED.match(marked) or (PERSON.match(marked) and not _NO_PERSON.search(marked)))


def _is_body(plain: str, *, first: bool) -> bool:
    if _ADDRESSEE.match(plain) or _SALUTATION.match(plain) or _HEADING.match(plain):
        return True
    if plain[-1] in "！？!?" and first and len(plain) <= 45 and "。" not in plain:
        return False
    return (
        plain[-1] in _STOP
        or "。" in plain
        or len(plain) > TITLE_LENGTH
        or (len(plain) > 60 and len(re.findall("[，,；;]", plain)) > 1)
    )
