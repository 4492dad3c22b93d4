"""Events begun, corrected and styled: what the secretariat does around them."""
