"""Identifiers that the admin site makes where the curator gives none."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import ModelForm

from taxonomy.models import Body, Meeting, Region, Term
from taxonomy.pinyin import syllables


def term_slug(label: str, region: Region | None, taken: Callable[[str], bool]) -> str | None:
    """Toneless pinyin by syllable, with the region's code before it on collision; null if both are.

    >>> term_slug("三高四新", None, {"jiu"}.__contains__)
    'san-gao-si-xin'
    """
    parts = syllables(label, errors=_letters_and_digits)
    slug = "-".join(part for syllable in parts for part in syllable.lower().split())
    candidates = [slug, f"{region.code}-{slug}"] if region else [slug]
    return next((made for made in candidates if slug and not taken(made)), None)


def _letters_and_digits(text: str) -> str:
    """What is not a Chinese character: ASCII letters and digits stay, the rest separates."""
    return "".join(c if c.isascii() and c.isalnum() else " " for c in text)


def meeting_slug(meeting: Mapping[str, Any]) -> str | None:
    """Body, convocation, kind and session where numbered, else body, kind and first day."""
    body: Body | None = meeting.get("body")
    kind, convocation = meeting.get("kind"), meeting.get("convocation")
    session, held_from = meeting.get("session"), meeting.get("held_from")
    if body is None or kind is None:
        return None
    if kind == Meeting.Kind.CONGRESS and convocation is not None:
        return f"{body.slug}-{convocation}-congress"
    if convocation is not None and session is not None:
        return f"{body.slug}-{convocation}-{kind}-{session}"
    if held_from is not None and convocation is None:
        return f"{body.slug}-{kind}-{held_from.isoformat()}"
    return None


class SlugForm(ModelForm):  # type: ignore[type-arg]
    """A form whose slug may stay blank."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False
            self.fields["slug"].help_text = "留空则自动生成；发布后请勿更改，外部引用以此为准。"

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if "slug" in self.fields and not cleaned.get("slug") and not self.errors:
            cleaned["slug"] = self.make_slug(cleaned)
            if not cleaned["slug"]:
                raise ValidationError({"slug": "无法自动生成标识，请填写。"})
        return cleaned

    def make_slug(self, cleaned: Mapping[str, Any]) -> str | None:
        raise LookupError(f"{type(self).__name__} makes no slug from {sorted(cleaned)}")


class MeetingForm(SlugForm):
    def make_slug(self, cleaned: Mapping[str, Any]) -> str | None:
        return meeting_slug(cleaned)


class TermForm(SlugForm):
    """Makes the slug, and the pinyin that goes with the label."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if "pinyin" in self.fields:
            self.fields["pinyin"].required = False
            self.fields["pinyin"].help_text = "留空则自动生成。"

    def make_slug(self, cleaned: Mapping[str, Any]) -> str | None:
        others = Term.objects.exclude(pk=self.instance.pk)
        return term_slug(
            cleaned["label"], cleaned.get("region"), lambda slug: others.filter(slug=slug).exists()
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "pinyin" in self.fields and not cleaned.get("pinyin") and cleaned.get("label"):
            cleaned["pinyin"] = " ".join(syllables(cleaned["label"]))
        return cleaned
