"""Times a training step of a convolutional network in PyTorch on one core; used by compare-with-torch.

Arguments: NETWORK BATCH OPTIMIZER SECONDS [WAYS], as in lenet 64 adam 1. See torch_mlp for the ways; there is none by
hand, because convolutions are not faster without autograd.
"""

import sys

from torch import nn
from torch.nn import functional

from torch_steps import times, with_autograd


class Branch(nn.Module):
    """A residual block of two convolutions with batch normalization."""

    def __init__(self, channels):
        super().__init__()
        self.first = nn.Conv2d(channels, channels, 3, padding=1)
        self.first_norm = nn.BatchNorm2d(channels)
        self.second = nn.Conv2d(channels, channels, 3, padding=1)
        self.second_norm = nn.BatchNorm2d(channels)

    def forward(self, x):
        inner = functional.relu(self.first_norm(self.first(x)))
        return functional.relu(x + self.second_norm(self.second(inner)))


def conv(inputs, maps, kernel, padding, pool):
    return [nn.Conv2d(inputs, maps, kernel, padding=padding), nn.ReLU(), nn.MaxPool2d(*pool)]


def dense(*widths):
    stack = [nn.Flatten()]
    for inputs, outputs in zip(widths, widths[1:]):
        stack += [nn.Linear(inputs, outputs), nn.ReLU()]
    return stack[:-1]


def residual():
    return [
        nn.Conv2d(1, 16, 3, padding=1),
        nn.ReLU(),
        Branch(16),
        nn.MaxPool2d(2),
        Branch(16),
        nn.AdaptiveAvgPool2d(1),
        *dense(16, 10),
    ]


OVERLAPPING = (3, 2, 1)
NETWORKS = {
    "conv-8x8": ((1, 8, 8), lambda: conv(1, 16, 3, 1, (2,)) + dense(256, 10)),
    "lenet": (
        (1, 28, 28),
        lambda: conv(1, 6, 5, 2, (2,)) + conv(6, 16, 5, 0, (2,)) + dense(400, 120, 84, 10),
    ),
    "fmnist-2c2d": (
        (1, 28, 28),
        lambda: conv(1, 32, 5, 2, (2,)) + conv(32, 64, 5, 2, (2,)) + dense(3136, 1024, 10),
    ),
    "cifar-3c3d": (
        (3, 32, 32),
        lambda: conv(3, 64, 5, 0, OVERLAPPING)
        + conv(64, 96, 3, 0, OVERLAPPING)
        + conv(96, 128, 3, 1, OVERLAPPING)
        + dense(1152, 512, 256, 10),
    ),
    "residual": ((1, 28, 28), residual),
}


def main(network, batch, optimizer, seconds, ways="eager,fused,compile"):
    shape, stack = NETWORKS[network]
    makers = with_autograd(lambda: nn.Sequential(*stack()), optimizer)
    times(network, (int(batch), *shape), 10, optimizer, float(seconds), makers, ways.split(","))


if __name__ == "__main__":
    main(*sys.argv[1:])
