"""What torch offers for each layer that is to be written from scratch: layers, functions and operators."""

from __future__ import annotations

import functools
from collections.abc import Collection, Iterable, Mapping
from typing import Any

_NAMES = {
    "Linear": ("Bilinear Linear bilinear linear"),
    "Dropout": (
        "AlphaDropout Dropout Dropout1d Dropout2d Dropout3d FeatureAlphaDropout alpha_dropout dropout "
        "dropout1d dropout2d dropout3d dropout_ feature_dropout native_dropout"
    ),
    "BatchNorm2d": (
        "BatchNorm1d BatchNorm2d BatchNorm3d GroupNorm InstanceNorm2d LayerNorm SyncBatchNorm batch_norm "
        "batch_norm_stats group_norm instance_norm layer_norm native_batch_norm NormBase"
    ),
    "LayerNorm": (
        "BatchNorm1d GroupNorm InstanceNorm1d LayerNorm RMSNorm batch_norm group_norm instance_norm "
        "layer_norm native_layer_norm normalize rms_norm"
    ),
    "RMSNorm": (
        "BatchNorm1d GroupNorm InstanceNorm1d LayerNorm RMSNorm batch_norm group_norm instance_norm "
        "layer_norm native_layer_norm normalize rms_norm"
    ),
    "Conv2d": (
        "conv Conv1d Conv2d Conv3d ConvTranspose2d LazyConv2d _convolution conv1d conv2d conv3d "
        "conv_transpose2d convolution mkldnn_convolution slow_conv2d thnn_conv2d"
    ),
    "MaxPool2d": (
        "AdaptiveMaxPool2d FractionalMaxPool2d MaxPool1d MaxPool2d MaxPool3d adaptive_max_pool1d "
        "adaptive_max_pool2d fractional_max_pool2d max_pool1d max_pool1d_with_indices max_pool2d "
        "max_pool3d max_pool"
    ),
    "ResidualBlock": "",
    "MaskedLSTM": (
        "LSTM LSTMCell RNNBase RNNCellBase lstm lstm_cell pack_padded_sequence pad_packed_sequence rnn "
        "thnn_fused_lstm_cell"
    ),
    "MultiheadAttention": (
        "MultiheadAttention Transformer TransformerDecoderLayer TransformerEncoder "
        "TransformerEncoderLayer _native_multi_head_attention _scaled_dot_product_attention_math "
        "_scaled_dot_product_flash_attention_for_cpu multi_head_attention_forward "
        "native_multi_head_attention scaled_dot_product_attention"
    ),
}
BANNED = {layer: frozenset(names.split()) for layer, names in _NAMES.items()}


def holds(name: str, banned: Iterable[str]) -> bool:
    """Whether the last part of a dotted name holds a banned word: `aten._native_batch_norm_legit` holds `batch_norm`."""
    return _holds(name, frozenset(banned))


@functools.lru_cache(maxsize=10_000)
def _holds(name: str, banned: frozenset[str]) -> bool:
    last = name.rsplit(".", 1)[-1].lower().replace("_", "")
    return any(word.lower().replace("_", "") in last for word in banned)


def borrowed(seen: Mapping[str, Any], banned: Collection[str]) -> str:
    """What an observed layer has of torch's own for the same, in words; nothing if it is its own work.

    It may inherit it, hold it, or call it: in one mode only, or for some arguments only, so every pass is looked at.
    """
    if not banned:
        return ""
    for name in [*seen.get("bases", ()), *seen.get("children", ())]:
        if name.startswith("torch.nn.modules.") and holds(name, banned):
            return f"uses torch's own {name.rsplit('.', 1)[-1]} ({name})"
    for name in sorted(seen.get("called", ())):
        if holds(name, banned):
            return f"calls torch's own {name.rsplit('.', 1)[-1]} ({name})"
    return ""


def spellings(without: Iterable[str]) -> set[str]:
    """The dotted names under which torch offers each of `without`, and the doors that lead to all of them."""
    roots = ("torch.nn.", "torch.nn.functional.", "torch.", "torch.nn.modules.")
    doors = {"torch._C", "torch.jit", "torch.ops", "torch.overrides", "torch.utils._python_dispatch", "torchvision"}
    doors |= {"__import__", "eval", "exec", "importlib", "sys.modules", "workbook", "._disable_current_modes"}
    doors |= {"torch.autograd.profiler", "torch.autograd.profiler_legacy", "torch.profiler", "sys.setprofile"}
    doors |= {"_thread", "asyncio", "concurrent", "multiprocessing", "threading"}  # others see only their own thread
    return doors | {root + name for name in without for root in roots}
