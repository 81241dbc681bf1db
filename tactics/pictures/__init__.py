"""Pictures that the server draws: where each mark goes. Templates say what it looks like."""
