"""A participant's own page: data, paper, result, objection, who looked."""
