"""Pictures in the store, without making them anew: that takes seconds."""

from catalogue.editing.apply import set_value
from catalogue.images import kept
from catalogue.images.intake import Taken
from catalogue.images.kept import Stored
from catalogue.images.workshop import renditions
from catalogue.models import Entry
from tests.catalogue.images.pictures import photo

TAKEN = Taken(300, 200, dict(renditions(photo(300, 200))))
WORDS = {
    "image_alt_en": "A mural.",
    "image_alt_es": "Un mural.",
    "image_credit": "Ana Ruiz",
    "image_licence": "CC BY 4.0",
}


def stored() -> Stored:
    """A small picture in the store."""
    return kept.store(TAKEN)


def give(entry: Entry, picture: Stored | None = None) -> Stored:
    """Give an entry a picture with all that has to be said about it."""
    picture = picture or stored()
    set_value(entry, "image", picture.value)
    for name, text in WORDS.items():
        setattr(entry, name, text)
    entry.save()
    return picture
