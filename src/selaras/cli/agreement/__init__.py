"""Commands that ask whether examiners agree, and how many of them a panel needs."""
