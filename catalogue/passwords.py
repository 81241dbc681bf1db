"""Passwords that nobody had to think of."""

import secrets

CONSONANTS = "bdfgklmnprstvz"
VOWELS = "aeiou"


def made_up() -> str:
    """Four made-up words, easy to read out and to type: about 73 bits."""
    syllables = [secrets.choice(CONSONANTS) + secrets.choice(VOWELS) for _ in range(12)]
    return "-".join("".join(syllables[start : start + 3]) for start in range(0, 12, 3))
