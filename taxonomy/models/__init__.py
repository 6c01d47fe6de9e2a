from taxonomy.models.body import Body
from taxonomy.models.load import ReferenceLoad
from taxonomy.models.meeting import Meeting
from taxonomy.models.region import Region
from taxonomy.models.term import Term, TermComponent

__all__ = ["Body", "Meeting", "ReferenceLoad", "Region", "Term", "TermComponent"]
