"""The map of places: SVG in the page, from a few county outlines. No tiles, no script, no third party."""
