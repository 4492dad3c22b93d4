"""How much of an event its pages show."""
