"""Licences that editors name, with the pages that explain them: readers may follow the name there."""

from __future__ import annotations

_BY = "https://creativecommons.org/licenses/{}/4.0/"
LICENCES = {
    "CC0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC BY 4.0": _BY.format("by"),
    "CC BY-SA 4.0": _BY.format("by-sa"),
    "CC BY-NC 4.0": _BY.format("by-nc"),
    "CC BY-NC-SA 4.0": _BY.format("by-nc-sa"),
    "CC BY-ND 4.0": _BY.format("by-nd"),
    "CC BY-NC-ND 4.0": _BY.format("by-nc-nd"),
}
_BY_FOLDED = {name.casefold(): url for name, url in LICENCES.items()}


def address_of(licence: str) -> str:
    """Where a licence is explained; "" for one that we do not know."""
    return _BY_FOLDED.get(" ".join(licence.split()).casefold(), "")
