"""A process of its own for Vega: specs as JSON on standard input, their SVG as JSON on standard output.

The renderer starts a script engine and holds Python's lock for half a second; apart from us, other work
goes on in that time. It is run as a file, so that it loads nothing but the renderer.
"""

import json
import sys

import vl_convert

EMPTY = {"$schema": "https://vega.github.io/schema/vega/v5.json", "width": 1, "height": 1}


def main() -> None:
    vl_convert.register_font_directory(sys.argv[1])
    # The first picture starts the engine; it is drawn before anybody asks for one.
    vl_convert.vega_to_svg(EMPTY)
    asked = sys.stdin.read()
    if asked:
        json.dump([vl_convert.vega_to_svg(one) for one in json.loads(asked)], sys.stdout)


if __name__ == "__main__":
    main()
