from taxonomy.models.body import Body
from taxonomy.models.meeting import Meeting
from taxonomy.models.region import Region
from taxonomy.models.term import Term, TermComponent

__all__ = ["Body", "Meeting", "Region", "Term", "TermComponent"]
