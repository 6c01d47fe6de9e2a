"""The admin site's pages for what exists before any document is read."""

from taxonomy.admin import bodies, loads, meetings, regions, terms

__all__ = ["bodies", "loads", "meetings", "regions", "terms"]
