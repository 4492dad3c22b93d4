"""The commands that make, carry and check the proof: verify, bundle, key, witness, backup, restore, …

What they refuse stands in words in ``refusals``, below them: there it makes no circle.
"""
