"""A hall to try the server in: an event ready for marks, tablets that sign, a server that can be killed."""
