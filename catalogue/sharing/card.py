"""What the card of an entry says."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from catalogue import site
from catalogue.search.models import Document

FOLDER = Path(__file__).parent
STATIC = settings.BASE_DIR / "static"
FONT = STATIC / "fonts/bricolage-grotesque.woff2"
INKS = STATIC / "css/tokens.css"
MARKS = STATIC / "img/marks.svg"
EDGE = STATIC / "img/picado.svg"


@dataclass(frozen=True)
class Card:
    """The words on a card, in one language, and the type whose ink and mark it has."""

    type: str
    kicker: str  # the type as a word
    name: str
    evidence: str
    promise: str
    site: str

    @classmethod
    def of(cls, document: Document) -> Card:
        """That of a published entry with its ``evidence`` (catalogue.search.cards), in the reader's language."""
        return cls(
            document.type,
            capfirst(document.entry_type.label),
            document.name,
            capfirst(document.evidence.words),
            _("Every statement says who says it."),
            site.name(),
        )

    def digest(self) -> str:
        """Another one when anything on the card, or the way it is drawn, is another."""
        return hashlib.sha256(repr((astuple(self), _drawn_with())).encode()).hexdigest()[:20]


@cache
def _drawn_with() -> str:
    """A digest of what draws it: this package, the font, the colours and the cut paper."""
    files = [*sorted(FOLDER.glob("*.py")), FONT, INKS, MARKS, EDGE]
    return hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
