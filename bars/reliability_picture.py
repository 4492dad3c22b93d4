"""Draw the reliability diagram of the coverage bar's kept parts: `python -m bars.reliability_picture`."""

from __future__ import annotations

import json

import numpy as np
import vl_convert

from bars.bar import ROOT
from bars.coverage import CONDITIONS, parts_folder

PICTURE = ROOT / "docs" / "pictures" / "reliability.svg"
KINDS = {"pass": "above a cut", "top": "among the best quarter", "above": "above another official"}
FEWEST = 50  # statements; points of fewer would show chance alone


def points() -> list[dict[str, object]]:
    """Return what was said and what came true per statement, family of conditions and bin."""
    found: list[dict[str, object]] = []
    for tabled, family in ((True, "model right"), (False, "model wrong")):
        for kind, words in KINDS.items():
            bins = [
                np.array(one["bins"][kind])
                for condition in CONDITIONS
                if condition.tabled is tabled
                for one in json.loads((parts_folder() / f"{condition.name}.json").read_text())["replications"]
                if kind in one["bins"]
            ]
            n, said, true = np.sum(bins, axis=0)
            found += [
                {"statement": words, "family": family, "said": said[k] / n[k], "true": true[k] / n[k]}
                for k in range(n.size)
                if n[k] >= FEWEST
            ]
    return found


def main() -> None:
    axis = {"format": ".0%", "grid": True}
    scale = {"domain": [0, 1]}
    spec = {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        "config": {"font": "sans-serif", "background": "white"},
        "facet": {"column": {"field": "family", "title": None}},
        "spec": {
            "width": 300,
            "height": 300,
            "layer": [
                {
                    "data": {"values": [{"at": 0}, {"at": 1}]},
                    "mark": {"type": "line", "color": "#999", "strokeDash": [4, 4]},
                    "encoding": {
                        "x": {"field": "at", "type": "quantitative"},
                        "y": {"field": "at", "type": "quantitative"},
                    },
                },
                {
                    "mark": {"type": "line", "point": True},
                    "encoding": {
                        "x": {
                            "field": "said",
                            "type": "quantitative",
                            "axis": axis,
                            "scale": scale,
                            "title": "probability that was stated",
                        },
                        "y": {
                            "field": "true",
                            "type": "quantitative",
                            "axis": axis,
                            "scale": scale,
                            "title": "share that came true",
                        },
                        "color": {"field": "statement", "type": "nominal", "title": "Statement"},
                    },
                },
            ],
        },
        "data": {"values": points()},
    }
    PICTURE.write_text(vl_convert.vegalite_to_svg(spec) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
