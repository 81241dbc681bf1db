"""Words as search sees them: without case, accents and punctuation."""

import re
import unicodedata

MAX_LENGTH = 200  # characters of a query that are read
MAX_WORDS = 8


def fold(text: str) -> str:
    """Lower case without accents: "Organización" → "organizacion"."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def words(text: str) -> list[str]:
    """The first words of a query, folded: "SB 54, ¿qué?" → ["sb", "54", "que"]."""
    return re.findall(r"[^\W_]+", fold(text[:MAX_LENGTH]))[:MAX_WORDS]
