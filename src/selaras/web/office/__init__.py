"""The office in a browser: one page for each thing somebody looks at or does, by the table of permissions."""

from selaras.web.office import addresses as addresses
