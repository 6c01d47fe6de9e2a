"""The admin site speaks Chinese: its theme's words are translated and compiled."""

from __future__ import annotations

import gettext
import re
from pathlib import Path

from django.utils import translation

MESSAGES = Path("policyapi/locale/zh_Hans/LC_MESSAGES")
ENTRY = re.compile(r'^msgid "(.+)"\n(?:msgid_plural ".+"\n)?msgstr(?:\[0\])? "(.*)"$', re.MULTILINE)


def test_compiled_words_are_those_of_the_source(root: Path) -> None:
    source = dict(ENTRY.findall((root / MESSAGES / "django.po").read_text(encoding="utf-8")))
    with (root / MESSAGES / "django.mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    assert len(source) > 50
    assert all(source.values())
    for word, meaning in source.items():
        assert meaning in {compiled.gettext(word), compiled.ngettext(word, word, 1)}


def test_theme_words_reach_django() -> None:
    with translation.override("zh-hans"):
        assert translation.gettext("Apply Filters") == "筛选"
        assert translation.ngettext("entry", "entries", 3) == "条"
