"""The commands that make, carry and check the proof: verify, bundle, key, witness, backup, restore, …"""
