"""Events: the list, the nine steps, import, design, deadlines, cloning."""
