"""What an erasure says was destroyed; ``docs/evidence-format.md``, section 5."""

from selaras.core.codec import Json


def erased_by(payload: Json, *, at: int) -> list[int]:
    """Return the entries that an erasure at this index names; none where it is not written as it must be."""
    told = payload if isinstance(payload, dict) else {}
    indices = told.get("entries")
    if set(told) != {"entries", "reason"} or not isinstance(told["reason"], str):
        return []
    if not isinstance(indices, list) or any(type(one) is not int for one in indices):
        return []
    fits = indices == sorted(set(indices)) and all(0 <= one < at for one in indices)
    return indices if fits else []
