"""Readings as pictures: SVG to stand in a page or by itself, each with its title and what it shows in words."""

from __future__ import annotations

from templates.charts.curve import curve_svg
from templates.charts.gaps import gaps_svg
from templates.charts.phases import phases_svg

__all__ = ["curve_svg", "gaps_svg", "phases_svg"]
