"""What the panel's rooms ask: how far the sheets are in, the plenary, the timetable, a score's trail."""
