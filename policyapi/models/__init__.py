from policyapi.models.api_key import ApiKey
from policyapi.models.change import Change

__all__ = ["ApiKey", "Change"]
