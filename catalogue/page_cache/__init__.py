"""Whole pages, kept in front of Django for as long as they are true."""
