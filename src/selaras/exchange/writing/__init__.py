"""From a case file or results to sheets."""
