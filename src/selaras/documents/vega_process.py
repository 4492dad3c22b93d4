"""A process of its own for Vega: specs as JSON on standard input, their SVG as JSON on standard output.

The renderer starts a script engine and holds Python's lock for most of a second; apart from us, papers
without charts are set in that time. It is run as a file, so that it loads nothing but the renderer.
"""

import json
import sys

import vl_convert


def main() -> None:
    asked = json.load(sys.stdin)
    vl_convert.register_font_directory(asked["fonts"])
    json.dump([vl_convert.vega_to_svg(one) for one in asked["specs"]], sys.stdout)


if __name__ == "__main__":
    main()
