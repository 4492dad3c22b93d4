"""Indonesian civil-service rules as dated data, with competences and talent profiles."""
