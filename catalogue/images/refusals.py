"""Why a picture is not taken, and what to do: one plain sentence for each reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from catalogue.images.workshop import LEAST_SIDE, LONGEST, MOST_PIXELS

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

MOST_BYTES = 15_000_000

EMPTY = _("The file is empty. Choose another one.")
TOO_HEAVY = _("The file has more than %(most)d MB. Make the picture smaller, then choose it again.")
NO_PICTURE = _("This is not a picture that the site knows. Choose a JPEG, PNG or WebP file.")
OTHER_KIND = _(
    "Inside, this file is %(kind)s. The site takes JPEG, PNG and WebP: save the picture as one of them and choose that "
    "file."
)
DRAWING = _("An SVG drawing can hold programs, so the site does not take it. Save it as PNG and choose that file.")
MISLABELLED = _(
    "Inside, this file is a %(kind)s picture, but its name does not end in %(ending)s. Save it again under the right "
    "name, then choose it."
)
SEVERAL = _("The picture moves, or holds several pictures. Save the one that you want by itself and choose that file.")
TOO_MANY_PIXELS = _("The picture has more than %(most)d million pixels. Make it smaller, then choose it again.")
TOO_SMALL = _("The picture is less than %(least)d pixels wide or high. Choose a larger one, so that readers see more.")
TOO_LONG = _(
    "One side of the picture is more than %(times)d times as long as the other. Cut it to what matters, then choose it "
    "again."
)
UNREADABLE = _(
    "The site cannot read this picture: it is damaged, not complete or of a rare kind. Open it, save it again as JPEG "
    "and choose the new file."
)
TOO_COSTLY = _(
    "Opening this picture takes too much time or memory. Open it yourself, save it again as JPEG and choose the new "
    "file."
)
NOT_STORED = _(
    "The picture could not be stored; perhaps the disk of the site is full. Save without the picture, or try again "
    "later and choose it once more."
)
BUSY = _("The site is busy with another picture. Nothing was saved yet: wait a minute, then choose the file once more.")
TRIES = _("You have tried many pictures within an hour. Wait a little before you choose the next one.")
QUOTA = _(
    "You have sent as many pictures as one account may in 24 hours. You can send the next one from %(time)s on "
    "%(date)s."
)

# What the workshop says → the sentence and what it names.
REASONS = {
    "several": (SEVERAL, {}),
    "too-many-pixels": (TOO_MANY_PIXELS, {"most": MOST_PIXELS // 1_000_000}),
    "too-small": (TOO_SMALL, {"least": LEAST_SIDE}),
    "too-long": (TOO_LONG, {"times": LONGEST}),
    "too-costly": (TOO_COSTLY, {}),
    "unreadable": (UNREADABLE, {}),
}


class Refused(Exception):
    """A picture is not taken; its text is a sentence in the language of whoever sent it."""

    def __init__(self, sentence: StrOrPromise):
        super().__init__(str(sentence))  # now: where it is shown, another language may be spoken


def because(reason: str) -> Refused:
    """The refusal for what the workshop says."""
    sentence, names = REASONS.get(reason, REASONS["unreadable"])
    return Refused(sentence % names)
