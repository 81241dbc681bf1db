"""A first search: reads every published entry and compares words. Right for hundreds of entries, not for thousands."""

from django.utils.translation import get_language

from catalogue.search.analysis import fold, words

LIMIT = 500  # results; also keeps the ordering below SQLite's limit of expression depth
COLUMNS = ("pk", "name_en", "name_es", "aliases", "summary_en", "summary_es", "body_en", "body_es")
SHORT = 3  # a word this short must match a whole word: "ice" is not in "police"


def ranked(entries, text: str) -> list[int]:
    """Primary keys of the ``entries`` (a queryset) in which every word of ``text`` occurs, best first.

    Exact names and aliases come first, then words in names, then in summaries, then anywhere. Without words in the
    text there are no results.
    """
    wanted = words(text)
    if not wanted:
        return []
    whole = " ".join(wanted)
    found = []
    for pk, name_en, name_es, aliases, *texts in entries.order_by("pk").values_list(*COLUMNS):
        names = [_plain(name) for name in (name_en, name_es, *aliases)]
        shown = names[1] if get_language() == "es" else names[0]
        summary, anywhere = _plain(" ".join(texts[:2])), _plain(" ".join(texts[2:]))
        if (tier := _tier(whole, wanted, names, summary, anywhere)) is not None:
            found.append((tier, shown, pk))
    return [pk for _tier_, _name, pk in sorted(found)[:LIMIT]]


def _plain(text: str) -> str:
    """Folded words with a blank at either end, so that whole words can be looked for."""
    return f" {' '.join(''.join(c if c.isalnum() else ' ' for c in fold(text)).split())} "


def _tier(whole: str, wanted: list[str], names: list[str], summary: str, anywhere: str) -> int | None:
    if f" {whole} " in names:
        return 0
    in_names = "".join(names)
    for tier, text in enumerate((in_names, in_names + summary, in_names + summary + anywhere), 1):
        if all(_occurs(word, text) for word in wanted):
            return tier
    return None


def _occurs(word: str, text: str) -> bool:
    return f" {word} " in text if len(word) <= SHORT else f" {word}" in text
