"""The names under which sources keep metadata, and the field that each means."""

from __future__ import annotations

import re

FIELDS: dict[str, str] = {
    name: field
    for field, names in {
        "title": """
            title 标题 名称 文件名称 公文名称 信息名称 文件标题 articletitle dc.title og:title
        """,
        "document_number": """
            doc_number document_number number 发文字号 文号 公文字号 文件编号 发文号 发文文号
            文件字号 文件文号 公文文号
        """,
        "issuer": """
            issuer issuers 发文机关 发布机构 发文单位 制发单位 公开主体 发文机构 制定机关
            发布单位 发布机关 印发机关 制发机关 制定机构 成文单位 发文部门 发布部门 公布机关
            印发单位 制定单位 信息公开主体
        """,
        "adopted_on": """
            adopted_on issue_date 成文日期 成文时间 生成日期 发文日期 印发日期 签发日期 印发时间
            生成时间 制发日期 签署日期
        """,
        "published_on": """
            published_on pub_date pubdate publishdate publish_date 发布日期 发布时间 发文时间
            公布日期 公开日期 公开时间 发稿时间 上网时间 公布时间 article:published_time publishtime
        """,
        "effective_on": """
            effective_on effective_date 生效日期 施行日期 实施日期 生效时间 实施时间 施行时间
        """,
        "index_number": "index_number 索引号 信息索引号 索取号 信息索引 公开索引号 索引码",
        "subject": """
            subject 主题分类 公文目录 信息分类 分类 主题 所属主题 信息类别 公文主题 事项分类
        """,
        "publisher": "publisher 来源 信息来源 文章来源 稿件来源 contentsource 稿源 来源单位",
        "validity": """
            validity 有效性 时效性 效力状态 文件状态 是否有效 时效状态 效力 文件有效性 时效
            有效状态
        """,
        "url": "url source_url 原文链接 og:url canonical",
        "author": "author 作者",
    }.items()
    for name in names.split()
}
"""Lower-case name without spaces → field."""
OTHER_LABELS = frozenset(
    """
    公开形式 公开方式 公开范围 公开时限 公开类别 公开程度 体裁 体裁分类 文种 组配分类 服务对象
    对象分类 主题词 关键词 关键字 有效期 有效期限 失效日期 失效时间 废止日期 废止时间 信息格式
    语种 责任部门 公开责任部门 记录形式 载体类型 载体形式 载体分类 内容概述 内容摘要 信息概述
    概述 摘要 责任编辑 编辑 浏览次数 浏览量 点击数 点击量 点击次数 访问量 阅读次数 阅读量 字体
    字号 备注 备注文号 签发人 公文种类 文件类型 文件类别 规范性文件登记号 登记号 统一编号
    统一登记号 公文类型 公文时效 关联类型 更新日期 更新时间 栏目 所属栏目 拟稿部门 信息有效性
    是否公开 信息公开类别 文件格式 审核 校对 打印 分享 下载 字数 省份 行业 信息编号
    """.split()  # noqa: SIM905 - a table of words reads better without quotation marks
)
"""Labels beside those of `FIELDS` that tables of metadata have; their values are not kept."""
STRONG_LABELS = frozenset(
    name
    for name, field in FIELDS.items()
    if field in ("index_number", "document_number", "issuer", "adopted_on") and not name.isascii()
) | {"主题分类", "公开形式", "公开方式", "公开类别", "公开范围", "体裁分类", "组配分类", "有效性"}
"""Labels that only tables of metadata have."""
DAYS = frozenset({"adopted_on", "published_on", "effective_on"})
META_FIELDS: dict[str, tuple[str, int]] = {
    name: (field, rank)
    for field, ranks in {
        "title": ("articletitle", "og:title dc.title dcterms.title", "title"),
        "published_on": (
            "pubdate firstpublishedtime",
            "publishdate publish_date publishtime publish-date article:published_time pub_date"
            " datepublished dc.date.issued dcterms.issued releasedate",
        ),
        "publisher": ("contentsource", "source dc.source article:source mediaid laiyuan"),
        "url": ("url", "og:url"),
        "index_number": ("indexnumber index_number xxgk_index syh",),
        "document_number": ("documentnumber filenumber filenum docno wenhao",),
    }.items()
    for rank, names in enumerate(ranks)
    for name in names.split()
}
"""Lower-case `name` or `property` of a `<meta>` element → field, and its rank: 0 is believed first.

`Author` is not among them: government sites put the editor there, or the name of the program.
"""


def field_of(label: str) -> str | None:
    """The field that a label such as `索 引 号：` or `PubDate` stands for.

    >>> [field_of(label) for label in ("索 引 号：", "标　　题：", "PubDate", "其他")]
    ['index_number', 'title', 'published_on', None]
    """
    return FIELDS.get(re.sub(r"[\s\u3000\u00a0:：【】\[\]*]+", "", label).lower())
