"""Closed lists of the domain as database constraints."""

from django.db import models

from selaras.core.vocabulary import Term

LONGEST_TERM = 40


def term_field(*, default: str | None = None) -> "models.CharField[str, str]":
    if default is None:
        return models.CharField(max_length=LONGEST_TERM)
    return models.CharField(max_length=LONGEST_TERM, default=default)


def is_one_of(field: str, terms: type[Term], *, name: str) -> models.CheckConstraint:
    """Return the constraint that a column holds a code of a closed list."""
    codes = sorted(one.value for one in terms)
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": codes}), name=name)
