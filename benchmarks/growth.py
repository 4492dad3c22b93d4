"""How time grows with the ratings: from 10⁴ to 2.7 × 10⁶, with the slope on log scales.

python -m benchmarks.growth [--repeats 5] [--out docs/pictures/growth.svg]

Writes the picture and, beside it, the figures as JSON.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import sys
import time
from pathlib import Path

import numpy as np

from benchmarks.panels import Size, simulate
from benchmarks.programs import selaras

AT_MOST = 1.1
OFFICIALS = (370, 1_100, 3_700, 11_000, 37_000, 100_000)
EACH, CRITERIA = 3, 9


def examiners_for(officials: int) -> int:
    """As many as keep six hundred officials each, as at the largest size; never fewer than a panel has."""
    return max(9, officials * EACH // 600)


def measured(repeats: int) -> list[dict[str, float]]:
    points = []
    for officials in OFFICIALS:
        size = Size(
            name=str(officials),
            officials=officials,
            examiners=examiners_for(officials),
            criteria=CRITERIA,
            each=EACH,
        )
        run = selaras(size, *simulate(size))
        run()
        seconds = []
        for _ in range(repeats):
            started = time.perf_counter()
            run()
            seconds.append(time.perf_counter() - started)
        points.append({"ratings": size.ratings, "seconds": statistics.median(seconds), "least": min(seconds)})
        print(
            f"{size.ratings:>10,} ratings  {points[-1]['seconds']:.4f} s  (least {points[-1]['least']:.4f})"
        )
    return points


def slope_of(points: list[dict[str, float]], *, by: str = "seconds") -> float:
    """Return the slope of log seconds on log ratings, by least squares over all sizes."""
    x = np.log([p["ratings"] for p in points])
    y = np.log([p[by] for p in points])
    return float(np.polyfit(x, y, 1)[0])


def picture(points: list[dict[str, float]], slope: float) -> str:
    """Return the points on log scales as SVG, with a line of slope one through the largest."""
    width, height, left, bottom = 560, 360, 70, 50
    low, high = (4.0, 6.5), (-3.0, 0.5)

    def place(ratings: float, seconds: float) -> tuple[float, float]:
        x = left + (np.log10(ratings) - low[0]) / (low[1] - low[0]) * (width - left - 20)
        y = (height - bottom) - (np.log10(seconds) - high[0]) / (high[1] - high[0]) * (height - bottom - 40)
        return round(float(x), 1), round(float(y), 1)

    dots = [place(p["ratings"], p["seconds"]) for p in points]
    last = points[-1]
    ends = [place(r, last["seconds"] * r / last["ratings"]) for r in (1e4, last["ratings"])]
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        f'<text x="{left}" y="20" font-size="14">Time grows with the ratings to the power {slope:.2f}</text>',
    ]
    for power in (4, 5, 6):
        x, y = place(10**power, 10 ** high[0])
        parts.append(f'<line x1="{x}" y1="40" x2="{x}" y2="{y}" stroke="#dddddd"/>')
        label = f"{10**power:,}"
        parts.append(f'<text x="{x}" y="{y + 18}" text-anchor="middle">{label}</text>')
    for power in (-3, -2, -1, 0):
        x, y = place(1e4, 10.0**power)
        parts.append(f'<line x1="{left}" y1="{y}" x2="{width - 20}" y2="{y}" stroke="#dddddd"/>')
        parts.append(f'<text x="{left - 8}" y="{y + 4}" text-anchor="end">{10.0**power:g} s</text>')
    (x1, y1), (x2, y2) = ends
    parts.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#888888" stroke-dasharray="4 4"/>')
    line = " ".join(f"{x},{y}" for x, y in dots)
    parts.append(f'<polyline points="{line}" fill="none" stroke="#1f5f8b" stroke-width="2"/>')
    parts += [f'<circle cx="{x}" cy="{y}" r="4" fill="#1f5f8b"/>' for x, y in dots]
    parts.append(f'<text x="{(width + left) / 2}" y="{height - 10}" text-anchor="middle">ratings</text>')
    corner = f'x="{width - 30}" y="{height - bottom - 12}"'
    parts.append(f'<text {corner} text-anchor="end" fill="#666666">dashed: slope one</text>')
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--repeats", type=int, default=5)
    parser.add_argument("--out", type=Path)
    asked = parser.parse_args()
    points = measured(asked.repeats)
    slope = slope_of(points)
    print(f"slope {slope:.3f} (least times {slope_of(points, by='least'):.3f}), at most {AT_MOST}")
    if asked.out:
        asked.out.parent.mkdir(parents=True, exist_ok=True)
        asked.out.write_text(picture(points, slope), encoding="utf-8")
        told = {"slope": round(slope, 3), "load": round(os.getloadavg()[0], 1), "points": points}
        asked.out.with_suffix(".json").write_text(json.dumps(told, indent=2) + "\n", encoding="utf-8")
    return 0 if slope <= AT_MOST else 1


if __name__ == "__main__":
    sys.exit(main())
