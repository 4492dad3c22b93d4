"""What takes seconds: computed once for everybody who asks."""
