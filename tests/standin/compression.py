"""How gateway frames are packed: plain, or one compressed stream for the whole connection."""

import importlib
import zlib
from collections.abc import Callable
from functools import partial
from typing import Any, Protocol


class Packing(Protocol):
    """Turns the text of a frame into what goes over the wire."""

    def pack(self, text: str) -> str | bytes:
        """Return one frame: text goes as a text frame, bytes as a binary one."""


class Plain:
    """No compression."""

    def pack(self, text: str) -> str:
        """Return the text as it is."""
        return text


class ZlibStream:
    """`compress=zlib-stream`: every frame ends with a sync flush (00 00 FF FF)."""

    def __init__(self) -> None:
        self._stream = zlib.compressobj()

    def pack(self, text: str) -> bytes:
        """Return the text as the next piece of the stream."""
        return self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)


class ZstdStream:
    """`compress=zstd-stream`: discord.py asks for it with the package `zstandard`, or from Python 3.14 on."""

    def __init__(self) -> None:
        try:
            third_party: Any = importlib.import_module("zstandard")
        except ImportError:
            standard: Any = importlib.import_module("compression.zstd")
            compressor: Any = standard.ZstdCompressor()
            self._flush: Callable[[], bytes] = partial(compressor.flush, compressor.FLUSH_BLOCK)
        else:
            compressor = third_party.ZstdCompressor().compressobj()
            self._flush = partial(compressor.flush, third_party.COMPRESSOBJ_FLUSH_BLOCK)
        self._compress: Callable[[bytes], bytes] = compressor.compress

    def pack(self, text: str) -> bytes:
        """Return the text as the next piece of the stream."""
        return self._compress(text.encode()) + self._flush()


def packing(name: str | None) -> Packing:
    """Return the packing a client asked for by the `compress` query parameter."""
    match name:
        case None:
            return Plain()
        case "zlib-stream":
            return ZlibStream()
        case "zstd-stream":
            return ZstdStream()
    raise ValueError(name)
