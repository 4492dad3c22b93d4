"""Results: the ranking, one person, the nine boxes, the leader's page."""
