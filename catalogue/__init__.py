"""The catalogue: the project package and its core, the Entry that everything is and the evidence for it."""
