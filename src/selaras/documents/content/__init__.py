"""One module per paper: what stands on it, as plain JSON for its template."""
