"""Models as files for lesson 6: what pack, unpack, bill and choose must give, and generated layers, files and candidates."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

Layer = dict[str, Any]
Case = tuple[list[Layer], dict[str, Any]]


def _parts(layer: Mapping[str, Any]) -> tuple[list[int], list[int]]:
    """The bits of the mask (none without it), and the weights that are stored."""
    every = [int(value) for row in np.asarray(layer["weights"]).tolist() for value in row]
    if not layer["mask"]:
        return [], every
    return [int(value != 0) for value in every], [value for value in every if value]


def _joined(values: Sequence[int], bits: int) -> bytes:
    """*values* of *bits* bits each, the first in the lowest bits of the first byte."""
    whole = 0
    for place, value in enumerate(values):
        whole |= (value % 2**bits) << (place * bits)
    return whole.to_bytes((len(values) * bits + 7) // 8, "little")


def sealed(content: bytes) -> bytes:
    """*content* with its checksum behind it."""
    return content + struct.pack("<I", zlib.crc32(content))


def packed(layers: Sequence[Mapping[str, Any]]) -> bytes:
    """The file of *layers*."""
    content = b"LW" + bytes([len(layers)])
    for layer in layers:
        height, width = np.asarray(layer["weights"]).shape
        mask, stored = _parts(layer)
        content += struct.pack("<HHBB", width, height, layer["bits"], int(layer["relu"]) + 2 * int(layer["mask"]))
        for name in ("scale", "bias"):
            content += struct.pack(f"<{height}e", *(float(value) for value in layer[name]))
        content += _joined(mask, 1) + _joined(stored, int(layer["bits"]))
    return sealed(content)


def billed(layers: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """Bytes of the file of *layers*, and multiply-adds of a picture."""
    adds = sum(len(_parts(layer)[1]) + len(layer["scale"]) for layer in layers)
    return {"bytes": len(packed(layers)), "multiply_adds": adds}


def layer(
    rng: np.random.Generator, height: int, width: int, bits: int, *, relu: bool, mask: bool, zeros: float = 0.4
) -> Layer:
    """A layer in which the lowest and the highest weight occur, and zeros; scales and biases are exact in 16 bits."""
    weights = rng.integers(-(2 ** (bits - 1)), 2 ** (bits - 1), (height, width))
    weights[rng.random((height, width)) < zeros] = 0
    flat = weights.reshape(-1)
    ends = [0, -(2 ** (bits - 1)), 2 ** (bits - 1) - 1, -1][: flat.size]
    flat[rng.permutation(flat.size)[: len(ends)]] = ends
    return {
        "weights": weights,
        "bits": bits,
        "scale": rng.integers(1, 200, height) / 1024,
        "bias": rng.integers(-300, 300, height) / 128,
        "relu": relu,
        "mask": mask,
    }


SHAPES = (
    ((5, 3, 4, True, False),),
    ((3, 7, 2, False, True),),
    ((4, 5, 8, True, True), (3, 4, 4, False, False)),
    ((1, 1, 2, False, False), (1, 1, 4, True, False), (2, 1, 8, False, True)),
    ((7, 300, 4, True, True), (260, 7, 2, False, False)),
    ((2, 9, 2, True, True), (5, 2, 2, True, True), (3, 5, 4, False, False)),
)  # fmt: skip
"""Out, in, bits, relu, mask of each layer: rows and packs that end within a byte, a width and a height above 255."""


def model(rng: np.random.Generator, number: int) -> list[Layer]:
    """A model of the *number*-th shape."""
    return [layer(rng, h, w, bits, relu=relu, mask=mask) for h, w, bits, relu, mask in SHAPES[number]]


def without_weights(rng: np.random.Generator) -> list[Layer]:
    """A model of two layers with masks; in the first all weights are 0, and none is stored."""
    first = layer(rng, 5, 3, 4, relu=True, mask=True)
    first["weights"] = np.zeros_like(first["weights"])
    return [first, layer(rng, 2, 5, 2, relu=False, mask=True)]


def damaged(rng: np.random.Generator) -> dict[str, bytes]:
    """Files that must not be read: what is wrong with each -> its bytes."""
    file = packed(model(rng, 2))
    content = file[:-4]
    place = int(rng.integers(3, len(content)))
    return {
        "one bit of it is turned": file[:place] + bytes([file[place] ^ 1 << int(rng.integers(8))]) + file[place + 1 :],
        "the last byte of the checksum is wrong": file[:-1] + bytes([file[-1] ^ 64]),
        "it begins with LV": sealed(b"LV" + content[2:]),
        "its second half is missing": file[: len(file) // 2],
        "it is empty": b"",
        "it has three bytes": b"LW\x01",
        "it has six bytes, the letters and their checksum": sealed(b"LW"),
        "a byte too many stands before a checksum that is right": sealed(content + b"\x00"),
        "a byte is missing before a checksum that is right": sealed(content[:-1]),
        "it promises a layer more than it has, and its checksum is right": sealed(
            content[:2] + bytes([content[2] + 1]) + content[3:]
        ),
        "it has a layer more than it promises, and its checksum is right": sealed(
            content[:2] + bytes([content[2] - 1]) + content[3:]
        ),
    }
