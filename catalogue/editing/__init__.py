"""What editing has in common: an entry as plain values, how two such states differ, and how values are put back."""
