"""What an accelerator would show, where there is none: new tensors that follow no input lie on another device."""

from __future__ import annotations

from typing import Any

import torch
from torch import Tensor
from torch.overrides import TorchFunctionMode

_MAKERS = {torch.arange, torch.as_tensor, torch.empty, torch.eye, torch.from_numpy, torch.full, torch.linspace}
_MAKERS |= {torch.ones, torch.rand, torch.randint, torch.randn, torch.randperm, torch.tensor, torch.zeros}
_LEAVING = {Tensor.to, Tensor.type_as, Tensor.item, Tensor.tolist}
_LEAVING |= {Tensor.__bool__, Tensor.__float__, Tensor.__index__, Tensor.__int__}


def _tensors(value: Any) -> list[Tensor]:
    if isinstance(value, Tensor):
        return [value]
    items = value.values() if isinstance(value, dict) else value if isinstance(value, tuple | list) else ()
    return [tensor for item in items for tensor in _tensors(item)]


class Elsewhere(TorchFunctionMode):
    """New tensors that follow no input lie on the meta device, as they lie on the CPU when the input is on an accelerator.

    A tensor without axes stays: torch lets it meet tensors of any device. What the others hold is kept beside them, so that they
    can be moved to where the input is, and numbers taken out of them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._kept: dict[int, tuple[Tensor, Tensor]] = {}

    def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
        kwargs = kwargs or {}
        if func in _MAKERS and kwargs.get("device") in (None, "cpu"):  # the text "cpu": an input names a torch.device
            made = func(*args, **kwargs)
            return self._pair(made.to("meta"), made)
        met = _tensors([args, kwargs])
        known = [tensor for tensor in met if id(tensor) in self._kept]
        if not known:
            return func(*args, **kwargs)
        try:
            out = func(*args, **kwargs)
        except (NotImplementedError, RuntimeError):  # meta tensors give nothing away
            if func not in _LEAVING:
                raise
            return func(*self._real(args), **self._real(kwargs))
        if any(tensor.dim() and id(tensor) not in self._kept for tensor in met):
            return out
        return self._pair(out, func(*self._real(args), **self._real(kwargs)))

    def _real(self, value: Any) -> Any:
        """*value* with what its tensors elsewhere hold in their place."""
        if isinstance(value, Tensor):
            return self._kept[id(value)][1] if id(value) in self._kept else value
        if type(value) is dict:
            return {name: self._real(item) for name, item in value.items()}
        return type(value)(map(self._real, value)) if type(value) in (tuple, list) else value

    def _pair(self, out: Any, held: Any) -> Any:
        """*out*, and what it holds is known from now on."""
        if isinstance(out, Tensor) and isinstance(held, Tensor) and out.is_meta:
            if held.dim() == 0:
                return held
            self._kept[id(out)] = out, held
        elif type(out) in (tuple, list):
            return type(out)(self._pair(one, other) for one, other in zip(out, held, strict=True))
        return out
