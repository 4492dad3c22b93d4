"""What rests on scores: who passes in which group, what other weights would change, where a cut stands."""
