"""Read YAML without its surprises: no floats, no dates, no "on" that means yes, no key twice.

A rule is read by lawyers. What looks like text is text; ``true``, ``false``, integers and nothing
else get a type. A number with a point is refused, because it would become a binary float.
"""

import re
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import yaml

from selaras.core.errors import CoreError

try:
    from yaml import CSafeLoader as _FastLoader
except ImportError:  # PyYAML built without libyaml reads the same, only slower
    from yaml import SafeLoader as _FastLoader  # type: ignore[assignment]


class _StrictLoader(_FastLoader):
    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key, _ in node.value:
            if key.value in seen:
                raise _refusal("law_duplicate_key", key, key=key.value)
            seen.add(key.value)
        return super().construct_mapping(node, deep=deep)


def _refusal(code: str, node: yaml.Node, **facts: object) -> CoreError:
    mark = node.start_mark
    return CoreError(code, file=Path(mark.name).name, line=mark.line + 1, **facts)


def _refuse_float(loader: _StrictLoader, node: yaml.ScalarNode) -> None:
    raise _refusal("law_float", node, got=node.value)


_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"^(?:~|null|)$"), ["~", "n", ""])
_StrictLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"^(?:true|false)$"), ["t", "f"])
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:int", re.compile(r"^-?(?:0|[1-9][0-9]*)$"), list("-0123456789")
)
_StrictLoader.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"^[-+]?(?:\d+\.\d*|\.\d+|\d+(?:\.\d+)?[eE][-+]?\d+)$"),
    list("-+.0123456789"),
)
_StrictLoader.add_constructor("tag:yaml.org,2002:float", _refuse_float)


def read_yaml(path: Path) -> Any:
    """Return the data of a file; a refusal names file and line."""
    with path.open("rb") as stream:
        # The loader is a SafeLoader: it makes plain data only.
        loader = _StrictLoader(stream)
        try:
            return loader.get_single_data()
        except yaml.MarkedYAMLError as wrong:
            line = wrong.problem_mark.line + 1 if wrong.problem_mark else 0
            raise CoreError("law_unreadable", file=path.name, line=line) from wrong
        finally:
            loader.dispose()
