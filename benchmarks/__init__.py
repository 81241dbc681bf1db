"""Measures the catalogue beside other ways of doing the same: ``make bench``, explained in docs/performance.md."""
