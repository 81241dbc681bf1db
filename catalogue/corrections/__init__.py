"""What readers say is wrong or missing: pointed at, read, and left to the editors as a proposal."""
