"""The score ledger (buku induk nilai): what an entry is, and the tree that nobody can rewrite unseen."""
