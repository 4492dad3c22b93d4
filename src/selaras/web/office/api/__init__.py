"""The calls of other systems: read what the table of permissions grants whoever made the token."""
