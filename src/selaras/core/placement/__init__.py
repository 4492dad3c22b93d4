"""The best lawful set of moves, with its proof, its price and its reasons."""
