"""What the OpenAPI schema, and so the page of documentation, says before any operation."""

from __future__ import annotations

DESCRIPTION = """Chinese policy documents as clean, structured, searchable, citable data.

Reading is open. A key (`Authorization: Bearer KEY`) has higher limits, and may write where its
scope says so. Every filter combines with every other and with `q`; what a list does not know is
refused with a problem document (RFC 9457) that names it. `cursor=` walks any list to its end, and
`changes/` keeps a copy fresh. Positions in texts count Unicode code points.

**Versions.** Within `/api/v1/` addresses, parameters, keys and values are added, and none is
removed, renamed or given another meaning; ignore keys that you do not know. What is to go is
marked `deprecated` here for at least six months first, and goes only with a new version, which is
served beside this one for at least a year. Nothing is deprecated today. The wording of `detail`,
`errors` and `notes`, the order of hits by relevance and what a cursor is made of are no part of
the contract.
"""
TAGS = [
    {"name": "documents", "description": "Documents (文献): lists, search, texts, parts, writing."},
    {"name": "passages", "description": "Paragraphs (段落) that answer a query."},
    {"name": "citations", "description": "What a pasted text cites (引用)."},
    {"name": "suggest", "description": "Completions for a search box."},
    {"name": "terms", "description": "Formulations (提法) and subjects (主题)."},
    {"name": "bodies", "description": "Issuing bodies (发文机关)."},
    {"name": "meetings", "description": "Plenums, congresses, sessions (会议)."},
    {"name": "regions", "description": "Administrative divisions (行政区划)."},
    {"name": "changes", "description": "Every change in its order, for copies."},
    {"name": "exports", "description": "Dated snapshots of everything public."},
    {"name": "problems", "description": "The kinds of errors."},
    {"name": "service", "description": "The service itself."},
]
