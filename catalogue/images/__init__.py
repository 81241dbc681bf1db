"""Pictures of entries: what is taken in, what is made of it, where it is kept and who may see it."""
