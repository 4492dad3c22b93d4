"""From cells to a case file: safe opening, parsing by column, building, checking."""
