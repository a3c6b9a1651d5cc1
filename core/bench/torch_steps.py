"""Training steps in PyTorch and their times, on one core; used by torch_mlp and torch_nets."""

import itertools
import time

import torch
from torch import nn

BATCHES = 20
RATES = {"sgd": 0.01, "adam": 0.001}


def with_autograd(model, optimizer):
    """Returns the ways to write a step with autograd, each a function that returns the step."""
    return {
        "eager": lambda: step(model(), optimizer, fused=False),
        "fused": lambda: step(model(), optimizer, fused=True),
        "compile": lambda: step(model(), optimizer, fused=True, compiled=True),
    }


def step(model, optimizer, fused, compiled=False):
    criterion = nn.CrossEntropyLoss()
    kind = {"sgd": torch.optim.SGD, "adam": torch.optim.Adam}[optimizer]
    trainer = kind(model.parameters(), lr=RATES[optimizer], fused=fused or None)

    def loss(inputs, labels):
        return criterion(model(inputs), labels)

    if compiled:
        loss = torch.compile(loss)

    def take(inputs, labels):
        trainer.zero_grad(set_to_none=True)
        loss(inputs, labels).backward()
        trainer.step()

    return take


def times(network, shape, classes, optimizer, seconds, makers, ways):
    """Prints a line for each way: network, optimizer, way, microseconds; or a dash and the reason why it cannot run."""
    torch.set_num_threads(1)
    # Gradients of examples that are learned become subnormal, which is slow and changes nothing.
    torch.set_flush_denormal(True)
    for way in ways:
        if way not in makers:
            continue
        torch.manual_seed(0)
        try:
            result = f"{microseconds(makers[way](), shape, classes, seconds):.2f}"
        except Exception as e:
            if way != "compile":
                raise
            result = "- " + reason(str(e))
        print(f"{network} {optimizer} {way} {result}", flush=True)


def reason(message):
    """Returns the line that names the error, of a message that may contain a whole compiler command."""
    lines = [line.strip() for line in message.splitlines() if line.strip()]
    return next((line for line in lines if "error:" in line), lines[0])[:200]


def microseconds(take, shape, classes, seconds):
    batch = shape[0]
    examples = torch.rand(BATCHES * batch, *shape[1:]).split(batch)
    labels = torch.randint(0, classes, (BATCHES * batch,)).split(batch)
    data = itertools.cycle(list(zip(examples, labels)))
    began = time.perf_counter()
    for _ in range(3):
        take(*next(data))
    while time.perf_counter() - began < seconds / 4:
        take(*next(data))
    # The median of five parts, as of the five iterations of a benchmark of Engram.
    parts = []
    for _ in range(5):
        taken = 0
        began = time.perf_counter()
        while time.perf_counter() - began < seconds / 5:
            take(*next(data))
            taken += 1
        parts.append((time.perf_counter() - began) / taken * 1e6)
    return sorted(parts)[2]
