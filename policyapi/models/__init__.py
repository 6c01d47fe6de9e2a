from policyapi.models.api_key import ApiKey
from policyapi.models.change import Change
from policyapi.models.idempotent import IdempotentRequest

__all__ = ["ApiKey", "Change", "IdempotentRequest"]
