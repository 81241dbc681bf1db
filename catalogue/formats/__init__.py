"""How dates and numbers are written, where Django's own habits are not those of Los Angeles readers of this site."""
