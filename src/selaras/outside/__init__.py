"""The outside world, each part behind a small protocol with its fake beside it."""
