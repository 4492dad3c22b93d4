"""How people come in: accounts, second factors, invitations, recovery."""
