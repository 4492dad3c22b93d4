"""How a timetable is found: the wishes as constraints, the goals, the turns, and no idle gaps."""
