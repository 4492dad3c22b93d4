"""What a machine asks over HTTP: today the tablets; the pages for people come later."""
