"""What is kept: the one Django app, its models, its guards and its migrations."""
