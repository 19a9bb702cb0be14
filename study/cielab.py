"""Colours as points: from the red, green and blue of a screen to CIELAB and back.

In CIELAB (CIE 1976) a step of the same length is about as visible everywhere: L* is how light a colour is, 0 to 100, a* goes from
green to red and b* from blue to yellow. With V the 0 to 255 of a screen (sRGB, IEC 61966-2-1) divided by 255:

    linear  v = V / 12.92 where V <= 0.04045, else ((V + 0.055) / 1.055) ** 2.4
    X, Y, Z   = MATRIX times (r, g, b), each divided by that of white (D65)
    f(t)      = cube root of t where t > (6/29)**3, else t / (3 (6/29)**2) + 4/29
    L* = 116 f(Y) - 16     a* = 500 (f(X) - f(Y))     b* = 200 (f(Y) - f(Z))

>>> lab_of(np.array([[255.0, 0.0, 0.0]])).round(2)
array([[53.24, 80.09, 67.2 ]])
"""

from __future__ import annotations

import numpy as np

from kmeans_core.checks import FloatArray

# From linear red, green and blue to X, Y and Z for white of D65 (IEC 61966-2-1).
MATRIX = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
_WHITE = MATRIX.sum(axis=1)
_BACK = np.linalg.inv(MATRIX)
_EDGE = 6 / 29


def lab_of(rgb: FloatArray) -> FloatArray:
    """L*, a*, b* of colours. rgb : array of shape (n, 3), from 0 to 255. Returns an array of the same shape."""
    v = rgb / 255
    linear = np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4)
    t = linear @ MATRIX.T / _WHITE
    f = np.where(t > _EDGE**3, np.cbrt(t), t / (3 * _EDGE**2) + 4 / 29)
    x, y, z = f.T
    lab: FloatArray = np.stack([116 * y - 16, 500 * (x - y), 200 * (y - z)], axis=1)
    return lab


def rgb_of(lab: FloatArray) -> FloatArray:
    """Red, green and blue, from 0 to 255, of L*, a*, b*, shape (n, 3). What no screen can show is cut off at the ends."""
    y = (lab[:, 0] + 16) / 116
    f = np.stack([y + lab[:, 1] / 500, y, y - lab[:, 2] / 200], axis=1)
    t = np.where(f > _EDGE, f**3, 3 * _EDGE**2 * (f - 4 / 29))
    linear = np.clip(t * _WHITE @ _BACK.T, 0, 1)
    v = np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)
    rgb: FloatArray = np.clip(v * 255, 0, 255)
    return rgb
