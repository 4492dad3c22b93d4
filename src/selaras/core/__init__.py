"""The domain, pure: no framework, no network, no file, no clock, no chance."""
