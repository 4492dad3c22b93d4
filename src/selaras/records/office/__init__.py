"""What the office needs beside the ledger: people who sign in, files, numbers of letters, notices."""
