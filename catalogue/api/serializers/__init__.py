"""What answers look like.

A bilingual text ``x`` comes as ``x`` in the language asked for and, in full answers, also as ``x_en`` and ``x_es``.
"""
