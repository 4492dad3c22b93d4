"""What the office's pages ask: who is signed in, which events there are, where each stands."""
