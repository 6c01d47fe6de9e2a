"""What is true of the whole service: its addresses, its keys, its errors."""

from django.apps import AppConfig


class PolicyApiConfig(AppConfig):
    name = "policyapi"
    verbose_name = "系统"
