"""What is wrong once the cells are read: references, facts, shares, what the core refuses."""
