"""Commands for anyone with ratings, without an event: measure, and simulate for planning."""
