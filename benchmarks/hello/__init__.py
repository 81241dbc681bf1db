"""The least that Django can do: one view, in the middleware that ``startproject`` writes."""
