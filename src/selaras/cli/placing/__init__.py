"""``selaras place``: the best lawful set of moves of an event, or of anybody's matrix."""
