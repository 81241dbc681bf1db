"""Makes the lettering of headings small, once: pages load what this wrote.

Bricolage Grotesque (Atelier Triay, SIL Open Font License) comes with every weight and every letter of the Latin script
in the package `@fontsource-variable/bricolage-grotesque`, in 41 kB. Left here are the weights that the stylesheets use,
the letters of English and Spanish, and kerning that is the same in every weight and rounded to 1/100 of the letters'
height. Nobody sees the difference, and 14 kB come with a server's first ten packets (RFC 6928), without another round
trip. To make it again, for another language or another weight:

    npm pack @fontsource-variable/bricolage-grotesque && tar xzf fontsource-variable-bricolage-grotesque-*.tgz
    pip install fonttools brotli
    python3 -m setup.font package/files/bricolage-grotesque-latin-wght-normal.woff2
"""

import string
import sys
from pathlib import Path

WRITTEN = Path(__file__).parent.parent / "static" / "fonts" / "bricolage-grotesque.woff2"
LETTERS = string.ascii_letters + string.digits + " \u00a0!\"#$%&'()+,-./:;?@[]" + "¡¿«»·×ÁÉÍÑÓÚÜáéíñóúü–—‘’“”…"
WEIGHTS = (500, 800)
KERNING_STEP = 10  # units, of 1,000 to the letters' height
VARIED_BY_WEIGHT = 0x00F0  # the bits of a ValueFormat that say: this differs along an axis (OpenType, GPOS)


def make_small(original: Path, written: Path = WRITTEN) -> int:
    """Write the lettering as the site uses it, and say how many bytes it has.

    `original` is the variable font with the axis `wght` alone. Raises `OSError` if it cannot be read.
    """
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont
    from fontTools.varLib.instancer import instantiateVariableFont

    font = TTFont(original)
    instantiateVariableFont(font, {"wght": WEIGHTS}, inplace=True)
    keep = Options()
    keep.layout_features = ["kern"]
    subsetter = Subsetter(keep)
    subsetter.populate(text=LETTERS)
    subsetter.subset(font)
    _even_out_kerning(font)
    font.flavor = "woff2"
    font.save(written)
    return written.stat().st_size


def _even_out_kerning(font):
    """Take from the kerning what differs between weights, and what is finer than a step."""
    for lookup in font["GPOS"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            table.ValueFormat1 &= ~VARIED_BY_WEIGHT
            for value in _kerning_values(table):
                value.__dict__.pop("XAdvDevice", None)
                value.XAdvance = round(getattr(value, "XAdvance", 0) / KERNING_STEP) * KERNING_STEP
    if "GDEF" in font:
        font["GDEF"].table.VarStore = None


def _kerning_values(table):
    """Every distance of a table of pairs: letter by letter (format 1), or class by class of letters (format 2)."""
    if table.Format == 1:
        pairs = (pair for pair_set in table.PairSet for pair in pair_set.PairValueRecord)
    else:
        pairs = (pair for first in table.Class1Record for pair in first.Class2Record)
    return (pair.Value1 for pair in pairs if pair.Value1 is not None)


if __name__ == "__main__":
    print(f"{WRITTEN.name}: {make_small(Path(sys.argv[1])):,} bytes")
