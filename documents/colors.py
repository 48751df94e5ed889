"""The tokens of a city's own two colours; pure, so that a page of another city looks like itself."""


def stylesheet(*, primary: str, accent: str) -> str:
    """CSS that puts the shades of `primary` and `accent` (`#rrggbb`) in place of the house's sea and gold."""
    shades = {
        "--sea-900": mix(primary, "#000000", 0.40),
        "--sea-700": primary,
        "--sea-600": mix(primary, "#ffffff", 0.12),
        "--sea-100": mix(primary, "#ffffff", 0.87),
        "--sea-50": mix(primary, "#ffffff", 0.94),
        "--fair": primary,
        "--fair-bg": mix(primary, "#ffffff", 0.87),
        "--gold-500": accent,
        "--gold-300": mix(accent, "#ffffff", 0.55),
        "--gold-100": mix(accent, "#ffffff", 0.82),
    }
    return ":root{" + ";".join(f"{name}:{value}" for name, value in shades.items()) + "}"


def mix(color: str, other: str, share: float) -> str:
    """`color` with `share` (0..1) of `other` in it, channel by channel."""
    channels = zip(_channels(color), _channels(other), strict=True)
    return "#" + "".join(f"{round(mine + (theirs - mine) * share):02x}" for mine, theirs in channels)


def _channels(color: str) -> tuple[int, int, int]:
    return int(color[1:3], 16), int(color[3:5], 16), int(color[5:7], 16)
