"""The command for the timetable of sittings."""
