from policyapi.models.api_key import ApiKey

__all__ = ["ApiKey"]
