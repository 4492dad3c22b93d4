"""What the papers show of a placement: the proposal, its pictures, the usul per move, posts left open."""
