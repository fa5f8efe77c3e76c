"""The peers in PyTorch: as its users write networks, and by hand with as few operations as it allows."""

from __future__ import annotations

from itertools import cycle, islice
from typing import Any

import torch

from tests.bench.numpy_peer import BETA1, BETA2, EPSILON
from tests.bench.work import RATE, Start, Work, batches_of, layers_of

torch.set_num_threads(1)


class SequentialNetwork:
    """torch.nn.Sequential, a loss of torch.nn.functional, autograd, and torch.optim with its fused step."""

    def __init__(self, work: Work, start: Start, dtype: torch.dtype) -> None:
        self.work = work
        names = work.activations[:-1] if work.loss == "bce" else work.activations  # that loss takes logits
        self._network = sequential(layers_of(work.sizes, start.parameters), names, dtype)
        optimizer = torch.optim.Adam if work.optimizer == "adam" else torch.optim.SGD
        self._optimizer = optimizer(self._network.parameters(), lr=RATE, fused=True)
        self._batches = cycle(
            [(torch.from_numpy(x).to(dtype), torch.from_numpy(t).to(dtype)) for x, t in batches_of(work, start)]
        )

    @property
    def parameters(self) -> Any:
        """As `Network.parameters` orders them."""
        linears = [module for module in self._network if isinstance(module, torch.nn.Linear)]
        parts = [part for one in linears for part in (one.weight.T.reshape(-1), one.bias)]
        return torch.cat(parts).detach().numpy()

    def train(self, batches: int) -> None:
        """Train by so many batches."""
        network, optimizer = self._network, self._optimizer
        for x, t in islice(self._batches, batches):
            optimizer.zero_grad(set_to_none=True)
            self._loss(network(x), t).backward()
            optimizer.step()

    def _loss(self, answer: Any, t: Any) -> Any:
        if self.work.loss == "bce":
            return torch.nn.functional.binary_cross_entropy_with_logits(answer, t)
        return 0.5 * torch.nn.functional.mse_loss(answer, t)


class HandWrittenNetwork:
    """The layout of the NumPy peer, in place and without autograd."""

    def __init__(self, work: Work, start: Start, dtype: torch.dtype) -> None:
        self.work = work
        self._w = torch.from_numpy(start.parameters.copy()).to(dtype)
        self._gradient, self._scratch, self._m, self._v = (torch.zeros_like(self._w) for _ in range(4))
        self._updates = 0
        self._weights, self._gradients = (layers_of(work.sizes, flat) for flat in (self._w, self._gradient))
        self._inputs = [torch.ones((size + 1, work.batch), dtype=dtype) for size in work.sizes[:-1]]
        answers = torch.empty((work.sizes[-1], work.batch), dtype=dtype)
        self._outputs = [*(block[:-1] for block in self._inputs[1:]), answers]
        self._deltas, self._slopes = ([torch.empty_like(a) for a in self._outputs] for _ in range(2))
        self._one = torch.ones((), dtype=dtype)
        self._batches = cycle([self._columns(x, t) for x, t in batches_of(work, start)])

    @property
    def parameters(self) -> Any:
        """As `Network.parameters` orders them."""
        return self._w.numpy()

    @torch.inference_mode()
    def train(self, batches: int) -> None:
        """Train by so many batches."""
        step = self._adam if self.work.optimizer == "adam" else self._sgd
        for x, t in islice(self._batches, batches):
            self._inputs[0] = x
            self._forward()
            self._backward(t)
            step()

    def _columns(self, x: Any, t: Any) -> tuple[Any, Any]:
        block = torch.ones_like(self._inputs[0])
        block[:-1] = torch.from_numpy(x.T)
        return block, torch.from_numpy(t.T.copy()).to(block.dtype)

    def _forward(self) -> None:
        for w, x, z, name in zip(self._weights, self._inputs, self._outputs, self.work.activations, strict=True):
            torch.mm(w.t(), x, out=z)
            if name == "relu":
                z.relu_()
            elif name == "tanh":
                z.tanh_()
            else:
                z.sigmoid_()

    def _backward(self, t: Any) -> None:
        last = len(self._weights) - 1
        torch.sub(self._outputs[last], t, out=self._deltas[last]).mul_(1 / self.work.batch)
        if self.work.loss != "bce":
            self._through(self.work.output, last)
        for layer in range(last, -1, -1):
            torch.mm(self._inputs[layer], self._deltas[layer].t(), out=self._gradients[layer])
            if layer:
                torch.mm(self._weights[layer][:-1], self._deltas[layer], out=self._deltas[layer - 1])
                self._through(self.work.hidden, layer - 1)

    def _through(self, name: str, layer: int) -> None:
        """Turn dL/da into dL/dz."""
        a, slope = self._outputs[layer], self._slopes[layer]
        if name == "relu":
            torch.sign(a, out=slope)
        else:
            torch.addcmul(self._one if name == "tanh" else a, a, a, value=-1, out=slope)
        self._deltas[layer].mul_(slope)

    def _sgd(self) -> None:
        self._w.add_(self._gradient, alpha=-RATE)

    def _adam(self) -> None:
        self._updates += 1
        self._m.lerp_(self._gradient, 1 - BETA1)
        self._v.mul_(BETA2).addcmul_(self._gradient, self._gradient, value=1 - BETA2)
        root = (1 - BETA2**self._updates) ** 0.5
        torch.sqrt(self._v, out=self._scratch).add_(EPSILON * root)
        self._w.addcdiv_(self._m, self._scratch, value=-RATE * root / (1 - BETA1**self._updates))


class SequentialGrid:
    """What a network answers to `inputs`, (n, inputs), without autograd."""

    def __init__(self, weights: list[Any], inputs: Any, activation: str) -> None:
        self._inputs = torch.from_numpy(inputs)
        self._network = sequential(weights, (activation,) * len(weights), self._inputs.dtype)

    @torch.inference_mode()
    def predict(self) -> Any:
        """(n, outputs)"""
        return self._network(self._inputs).numpy()


def sequential(weights: list[Any], activations: tuple[str, ...], dtype: torch.dtype) -> torch.nn.Sequential:
    """Linear layers with `weights`, (inputs + 1, outputs), each followed by its activation while there are any."""
    kinds = {"sigmoid": torch.nn.Sigmoid, "tanh": torch.nn.Tanh, "relu": torch.nn.ReLU}
    modules: list[torch.nn.Module] = []
    for layer, w in enumerate(weights):
        linear = torch.nn.Linear(w.shape[0] - 1, w.shape[1], dtype=dtype)
        with torch.no_grad():
            linear.weight.copy_(torch.from_numpy(w[:-1].T.copy()))
            linear.bias.copy_(torch.from_numpy(w[-1].copy()))
        modules += [linear, *(kinds[name]() for name in activations[layer : layer + 1])]
    return torch.nn.Sequential(*modules)
