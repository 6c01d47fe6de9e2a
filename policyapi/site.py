"""How the admin site looks and what its sidebar lists."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse_lazy

GROUPS: dict[str, dict[str, tuple[str, str]]] = {
    "文献": {
        "documents.document": ("文献", "description"),
        "documents.documentrelation": ("疑似重复", "content_copy"),
        "documents.section": ("章节", "toc"),
        "documents.mention": ("提法出现", "ink_highlighter"),
        "documents.citation": ("引用", "link"),
        "documents.revision": ("变更历史", "history"),
    },
    "规范数据": {
        "taxonomy.body": ("机关", "account_balance"),
        "taxonomy.meeting": ("会议", "groups"),
        "taxonomy.term": ("提法", "sell"),
        "documents.termcandidate": ("术语候选", "new_label"),
        "documents.componentstatement": ("组成部分候选", "account_tree"),
        "taxonomy.region": ("地区", "map"),
        "taxonomy.referenceload": ("规范数据载入", "fact_check"),
    },
    "采集": {
        "documents.source": ("来源", "inventory_2"),
        "documents.refusal": ("未入库来源", "block"),
        "documents.searchentry": ("检索索引", "manage_search"),
        "documents.suggestion": ("联想词", "keyboard"),
        "documents.fingerprint": ("相似指纹", "fingerprint"),
    },
    "系统": {
        "auth.user": ("用户", "person"),
        "auth.group": ("用户组", "group"),
        "policyapi.apikey": ("接口密钥", "vpn_key"),
    },
}
"""The sidebar: tables by group, each with its title and its icon (a Material Symbol)."""


def _may_view(table: str) -> Callable[[HttpRequest], bool]:
    app, model = table.split(".")
    names = [f"{app}.{verb}_{model}" for verb in ("view", "change")]
    return lambda request: any(request.user.has_perm(name) for name in names)


def _navigation() -> list[dict[str, Any]]:
    return [
        {
            "title": group,
            "separator": True,
            "items": [
                {
                    "title": title,
                    "icon": icon,
                    "link": reverse_lazy(f"admin:{table.replace('.', '_')}_changelist"),
                    "permission": _may_view(table),
                }
                for table, (title, icon) in tables.items()
            ],
        }
        for group, tables in GROUPS.items()
    ]


APPEARANCE = {
    "SITE_TITLE": "政策文献库",
    "SITE_HEADER": "政策文献库",
    "SITE_SUBHEADER": "编目与规范数据",
    "SITE_SYMBOL": "library_books",
    "SITE_URL": "/api/v1/docs/",
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "STYLES": [lambda request: static("documents/admin.css")],
    "SIDEBAR": {"show_search": True, "navigation": _navigation()},
    "COLORS": {
        "primary": {
            "50": "oklch(97% .014 254.604)",
            "100": "oklch(93.2% .032 255.585)",
            "200": "oklch(88.2% .059 254.128)",
            "300": "oklch(80.9% .105 251.813)",
            "400": "oklch(70.7% .165 254.624)",
            "500": "oklch(62.3% .214 259.815)",
            "600": "oklch(54.6% .245 262.881)",
            "700": "oklch(48.8% .243 264.376)",
            "800": "oklch(42.4% .199 265.638)",
            "900": "oklch(37.9% .146 265.522)",
            "950": "oklch(28.2% .091 267.935)",
        },
    },
}
