"""Times a training step of a small MLP in PyTorch on one core; used by compare-with-torch.

Arguments: NETWORK BATCH OPTIMIZER SECONDS [WAYS], as in 784-128-10 64 adam 1. ReLU, softmax, cross-entropy; twenty
batches of random examples with random labels, taken in turn. Prints one line for each way to write the step: eager
(autograd and torch.optim), fused (the same with the optimizer in one kernel), manual (products, gradients and updates
written out, without autograd) and compile (loss and gradients by torch.compile, the fused optimizer). A way that cannot
run has a dash instead of a time, and the reason.
"""

import itertools
import sys

import torch
from torch import nn

from torch_steps import RATES, times, with_autograd


def model(widths):
    stack = []
    for inputs, outputs in itertools.pairwise(widths):
        stack += [nn.Linear(inputs, outputs), nn.ReLU()]
    return nn.Sequential(*stack[:-1])  # no ReLU after the last layer: the loss has the softmax


class ByHand:
    """Gradients and updates written by hand, in place wherever PyTorch can."""

    def __init__(self, widths, optimizer):
        pairs = list(itertools.pairwise(widths))
        self.weights = [torch.randn(o, i) * (2 / i) ** 0.5 for i, o in pairs]
        self.biases = [torch.zeros(o) for _, o in pairs]
        self.rate = RATES[optimizer]
        self.adam = optimizer == "adam"
        self.means = [torch.zeros_like(p) for p in self.weights + self.biases]
        self.squares = [torch.zeros_like(p) for p in self.weights + self.biases]
        self.steps = 0

    def __call__(self, inputs, labels):
        with torch.no_grad():
            self.update(*self.gradients(inputs, labels))

    def gradients(self, inputs, labels):
        last = len(self.weights) - 1
        activity = [inputs]
        for level, (weight, bias) in enumerate(zip(self.weights, self.biases)):
            out = torch.addmm(bias, activity[-1], weight.t())
            activity.append(out if level == last else out.relu_())
        error = activity[-1].softmax(1)
        error[torch.arange(labels.numel()), labels] -= 1
        error /= labels.numel()
        of_weights, of_biases = [], []
        for level in range(last, -1, -1):
            of_weights.insert(0, error.t() @ activity[level])
            of_biases.insert(0, error.sum(0))
            if level > 0:
                error = (error @ self.weights[level]).mul_(activity[level] > 0)
        return of_weights, of_biases

    def update(self, of_weights, of_biases):
        self.steps += 1
        first, second = 1 - 0.9**self.steps, 1 - 0.999**self.steps
        everything = zip(self.weights + self.biases, of_weights + of_biases, self.means, self.squares)
        for values, gradient, mean, square in everything:
            if self.adam:
                mean.mul_(0.9).add_(gradient, alpha=0.1)
                square.mul_(0.999).addcmul_(gradient, gradient, value=0.001)
                size = square.sqrt().div_(second**0.5).add_(1e-8)
                values.addcdiv_(mean, size, value=-self.rate / first)
            else:
                values.sub_(gradient, alpha=self.rate)


def main(network, batch, optimizer, seconds, ways="eager,fused,manual,compile"):
    widths = [int(w) for w in network.split("-")]
    makers = with_autograd(lambda: model(widths), optimizer)
    makers["manual"] = lambda: ByHand(widths, optimizer)
    times(network, (int(batch), widths[0]), widths[-1], optimizer, float(seconds), makers, ways.split(","))


if __name__ == "__main__":
    main(*sys.argv[1:])
