"""Words as search sees them: without case, accents, punctuation and endings."""

import re
import threading
import unicodedata
from functools import lru_cache

import snowballstemmer

MAX_LENGTH = 200  # characters of a query that are read
MAX_WORDS = 8
LONGEST_WORD = 60  # letters; what is longer is compared by its beginning
LONGEST_RUN = 200
WORD = re.compile(r"([^\W\d_]+|\d+)")  # letters or figures; a group, so that a text can be split around its words
STEMMERS = {"en": "english", "es": "spanish"}
# Words that carry no meaning of their own in a question. "No" and "sin" are not among them: they change the meaning.
QUESTION_WORDS = """
a am an and any are as at be by can could did do does for from get go got had has have he her here him his how i if in
into is it its me my now of on or our she should so that the their them there they this to today us was we were what
when where which who why will with would you your
ahora al algo algun alguien ante aqui como con cual cuando de del desde donde e el ella ellos en entre era es ese eso
esta estan este esto estoy fue ha hace hacer hago hay hoy la las le les lo los mas me mi mis muy nos o para pero por
porque pueden puede puedo que quien quienes se si son su sus te tengo tiene tienen tu un una unas unos va van ver voy y
ya yo
"""
STOPWORDS = frozenset(QUESTION_WORDS.split())
# Where the Spanish stemmer makes one of two words that have nothing to do with each other: "red" of "redada" and "red".
APART = {"redada": "redad", "redadas": "redad"}
_own = threading.local()  # a stemmer keeps its place in the word, so each thread has its own


@lru_cache(maxsize=100_000)
def fold(text: str) -> str:
    """Lower case without accents: "Organización" → "organizacion"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def tokens(text: str) -> list[str]:
    """The words of a text in lower case, with their accents: stemmers want them.

    Letters and figures part ("SB54" is "sb", "54", like "SB 54"), single letters join ("A.C.L.U." is "aclu").
    """
    parts = WORD.findall(unicodedata.normalize("NFC", text).casefold())
    joined: list[str] = []
    letters = ""
    for part in [*parts, ""]:
        if len(part) == 1 and part.isalpha():
            letters += part
            continue
        # Two letters in a row may be the end of one word and a conjunction: an acronym has three.
        joined += [letters] if len(letters) > 2 else list(letters)
        letters = ""
        joined += [part[:LONGEST_WORD]] if part else []
    return joined


def run(text: str) -> str:
    """A text as one run of letters and figures, so that "S.B. 54" is "SB54"."""
    return "".join(character for character in fold(text) if character.isalnum())[:LONGEST_RUN]


@lru_cache(maxsize=100_000)
def stem(word: str, language: str) -> str:
    """A word without its ending, folded: both "organización" and "organizaciones" are "organiz" in Spanish."""
    if language == "es" and word in APART:
        return APART[word]
    stemmers = _own.__dict__.setdefault("stemmers", {})
    if language not in stemmers:
        stemmers[language] = snowballstemmer.stemmer(STEMMERS[language])
    return fold(stemmers[language].stemWord(word))


@lru_cache(maxsize=200_000)
def forms(word: str, languages: tuple[str, ...] = ("en", "es")) -> frozenset[str]:
    """What stands for a word in the languages that it may be of: "en:raid", "es:raid".

    Accents are often left out in typing, so the stem of the folded word counts as well.
    """
    return frozenset(f"{language}:{stem(each, language)}" for language in languages for each in {word, fold(word)})
