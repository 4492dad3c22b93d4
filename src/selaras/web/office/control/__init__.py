"""The control room and the timetable board."""
