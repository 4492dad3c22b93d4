"""What people of the office do in their pages: one verb, one transaction."""
