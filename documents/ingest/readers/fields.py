"""The names under which sources keep metadata, and the field that each means."""

from __future__ import annotations

import re

FIELDS: dict[str, str] = {
    name: field
    for field, names in {
        "title": "title 标题 名称 文件名称 公文名称 信息名称 articletitle dc.title og:title",
        "document_number": """
            doc_number document_number number 发文字号 文号 公文字号 文件编号 发文号
        """,
        "issuer": """
            issuer issuers 发文机关 发布机构 发文单位 制发单位 公开主体 发文机构 制定机关
            发布单位
        """,
        "adopted_on": """
            adopted_on issue_date 成文日期 成文时间 生成日期 发文日期 印发日期 签发日期
        """,
        "published_on": """
            published_on pub_date pubdate publishdate publish_date 发布日期 发布时间 发文时间
            公布日期 公开日期 article:published_time publishtime
        """,
        "effective_on": "effective_on effective_date 生效日期 施行日期 实施日期",
        "index_number": "index_number 索引号 信息索引号 索取号 信息索引",
        "subject": "subject 主题分类 公文目录 信息分类",
        "publisher": "publisher 来源 信息来源 文章来源 稿件来源 contentsource og:site_name",
        "validity": "validity 有效性 时效性 效力状态 文件状态",
        "url": "url source_url 原文链接 og:url canonical",
        "author": "author 作者",
    }.items()
    for name in names.split()
}
"""Lower-case name without spaces → field."""


def field_of(label: str) -> str | None:
    """The field that a label such as `索 引 号：` or `PubDate` stands for.

    >>> [field_of(label) for label in ("索 引 号：", "标　　题：", "PubDate", "其他")]
    ['index_number', 'title', 'published_on', None]
    """
    return FIELDS.get(re.sub(r"[\s\u3000\u00a0:：【】\[\]*]+", "", label).lower())
