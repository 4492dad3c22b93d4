"""Reveal and plenary, the freeze, minutes, severities, the trail of one score."""
