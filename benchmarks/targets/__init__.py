"""What is measured: each target starts a server on this machine, says how to ask it, and stops it again."""
