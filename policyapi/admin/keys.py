"""Keys of the API in the admin site: made here, shown once, revoked here."""

from __future__ import annotations

from typing import Any, ClassVar

import rest_framework_api_key.admin
import rest_framework_api_key.models
from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from unfold.contrib.filters.admin import RangeDateTimeFilter
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextareaWidget

from policyapi.models import ApiKey
from taxonomy.admin.base import CuratedAdmin
from taxonomy.admin.columns import changing_action, column

# The library brings a table of its own, which nothing here reads.
admin.site.unregister(rest_framework_api_key.models.APIKey)


class KeyForm(forms.ModelForm):  # type: ignore[type-arg]
    scopes = forms.MultipleChoiceField(
        label="权限",
        choices=ApiKey.Scope.choices,
        initial=[ApiKey.Scope.READ],
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text="读取：按密钥计限额；全量读取：限额更高，用于遍历全部数据；写入：可新增、修改和撤下文献。",
    )

    class Meta:
        model = ApiKey
        fields = ("name", "owner", "scopes", "expiry_date", "note")
        widgets: ClassVar = {"note": UnfoldAdminTextareaWidget(attrs={"rows": 3})}


@admin.register(ApiKey)
class ApiKeyAdmin(CuratedAdmin):
    form = KeyForm
    list_display = (
        "name", "prefix_shown", "scopes_shown", "owner", "created", "last_used_on", "expiry_date",
        "state",
    )  # fmt: skip
    list_filter = (
        "revoked",
        ("created", RangeDateTimeFilter),
        ("expiry_date", RangeDateTimeFilter),
    )
    search_fields = ("name", "note", "=prefix", "owner__username")
    list_select_related = ("owner",)
    autocomplete_fields = ("owner",)
    actions = ("revoke",)
    fields = ("name", "owner", "scopes", "expiry_date", "note")
    of_a_made_key = ("state", "prefix_shown", "hash_shown", "created", "last_used_on")

    def get_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.fields if obj is None else (*self.fields, *self.of_a_made_key)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> tuple[str, ...]:
        return self.of_a_made_key if obj else ()

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """No key goes: it says who wrote what. One that is not wanted any more is revoked."""
        return False

    def save_model(self, request: HttpRequest, obj: ApiKey, form: Any, change: bool) -> None:
        if not change:
            form.made_key = ApiKey.objects.assign_key(obj)
        super().save_model(request, obj, form, change)

    def construct_change_message(
        self, request: HttpRequest, form: Any, formsets: Any, add: bool = False
    ) -> Any:
        request.made_key = getattr(form, "made_key", None)  # type: ignore[attr-defined]
        return super().construct_change_message(request, form, formsets, add)

    def response_add(
        self, request: HttpRequest, obj: ApiKey, post_url_continue: str | None = None
    ) -> HttpResponse:
        """The page with the key, straight away: a message would pass through cookie or session."""
        page = {
            **self.admin_site.each_context(request),
            "title": "密钥已创建",
            "opts": self.opts,
            "key": request.made_key,  # type: ignore[attr-defined]
            "row": obj,
        }
        answer = TemplateResponse(request, "policyapi/key_made.html", page)
        answer["Cache-Control"] = "no-store"
        return answer

    @changing_action("撤销所选密钥（不可恢复）")
    def revoke(self, request: HttpRequest, chosen: QuerySet[ApiKey]) -> None:
        keys = list(chosen.filter(revoked=False))
        for key in keys:
            key.revoked = True
            key.save(update_fields=["revoked"])
            self.log_change(request, key, "撤销")
        messages.success(request, f"已撤销 {len(keys)} 个密钥，数秒内失效。")

    @column("前缀", ordering="prefix")
    def prefix_shown(self, key: ApiKey) -> str:
        return key.prefix

    @column("哈希值")
    def hash_shown(self, key: ApiKey) -> str:
        return key.hashed_key

    @column("权限")
    def scopes_shown(self, key: ApiKey) -> str:
        return "、".join(ApiKey.Scope(scope).label for scope in key.scopes)

    @column("状态", badge={"有效": "success", "已撤销": "danger", "已过期": "warning"})
    def state(self, key: ApiKey) -> str:
        if key.revoked:
            return "已撤销"
        return "已过期" if key.has_expired else "有效"
