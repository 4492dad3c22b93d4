"""What people see: frozen answers, ready to show. Nothing here writes."""
