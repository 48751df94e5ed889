"""The demo city: real units, invented people, known effects; the same every time for the same seed and day.

`units.csv` is the city's published list of units (Kota Tanjungpinang, open data and agency pages read in 2025);
its column `source` says which names are published and which are assumed. Everybody and everything else is invented.
"""
