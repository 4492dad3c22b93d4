"""Commands that start the office's server and let its first person in."""
