"""CONTRIBUTING.md and CONTRIBUTING.es.md: both languages tell who writes or edits the same."""

import re

from django.conf import settings


def test_both_languages_name_the_same_files_commands_and_kinds():
    english = (settings.BASE_DIR / "CONTRIBUTING.md").read_text(encoding="utf-8").partition("## If you write code")[0]
    spanish = (settings.BASE_DIR / "CONTRIBUTING.es.md").read_text(encoding="utf-8")

    named = [re.findall(r"`[^`\n]+`", text) for text in (english, spanish)]
    examples = [re.findall(r"```yaml.*?```", text, re.DOTALL) for text in (english, spanish)]

    assert sorted(named[0]) == sorted(named[1])
    assert examples[0] == examples[1]
    assert english.count("\n## ") == spanish.count("\n## ")
