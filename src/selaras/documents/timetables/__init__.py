"""The papers of a timetable: the grid and the lists, an invitation for everybody who has to come."""
