"""What people do: gather, decide in the core, keep in one transaction. Every write passes here."""
