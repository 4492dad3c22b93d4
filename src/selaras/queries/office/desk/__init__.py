"""What the desks of the office show: files, letters that wait, questions, numbers, notices, who looked."""
