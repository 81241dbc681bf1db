"""How hard a text is to read: Flesch-Kincaid grade for English, INFLESZ (Flesch-Szigriszt) for Spanish.

Syllables are counted as groups of vowels, which is off by a grade at most in single texts and good for a median.
"""

import re

SENTENCE_END = re.compile(r"[.!?:](?:\s|$)")
VOWELS = re.compile(r"[aeiouyáéíóúü]+")
SPANISH_HIATUS = re.compile(r"[aeo][aeo]|[aeiou][íú]|[íú][aeo]")


def english_grade(text: str) -> float:
    """The school year after which a text is easy: 8 is a reading age of about 13."""
    words, sentences = _words(text), _sentences(text)
    syllables = sum(_english_syllables(word) for word in words)
    return 0.39 * len(words) / sentences + 11.8 * syllables / len(words) - 15.59


def spanish_ease(text: str) -> float:
    """From 0 to 100: 55 to 65 is normal, above that fairly easy."""
    words, sentences = _words(text), _sentences(text)
    syllables = sum(len(VOWELS.findall(word)) + len(SPANISH_HIATUS.findall(word)) or 1 for word in words)
    return 206.835 - 62.3 * syllables / len(words) - len(words) / sentences


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", text.lower())


def _sentences(text: str) -> int:
    return max(1, len(SENTENCE_END.findall(text)))


def _english_syllables(word: str) -> int:
    groups = len(VOWELS.findall(word))
    silent_e = word.endswith("e") and not word.endswith("le") and groups > 1
    return max(1, groups - silent_e)
