"""Times steps of Shampoo and SOAP in PyTorch on one core, with the mathematics of Engram's optimizers.

Arguments: ROWS COLS BLOCK SECONDS, as in 128 784 128 5. One weight matrix with random gradients. Statistics, products
and roots are in single precision, eigenvectors in double precision, as in Engram: Shampoo computes the inverse fourth
roots of both sides of each block at every step; SOAP, which has no blocks, refreshes its bases by QR every tenth step.
Prints nanoseconds for each weight.
"""

import sys
import time

import torch

EVERY = 10
ROOT_EPSILON = 1e-4


class Shampoo:
    def __init__(self, rows, cols, block):
        self.pieces = [
            (slice(top, min(top + block, rows)), slice(left, min(left + block, cols)))
            for top in range(0, rows, block)
            for left in range(0, cols, block)
        ]
        self.sides = {}

    def __call__(self, gradient):
        step = torch.empty_like(gradient)
        for at in self.pieces:
            g = gradient[at]
            zeros = torch.zeros(len(g), len(g)), torch.zeros(g.shape[1], g.shape[1])
            left, right = self.sides.setdefault(str(at), zeros)
            left += g @ g.t()
            right += g.t() @ g
            step[at] = inverse_fourth_root(left) @ g @ inverse_fourth_root(right)
        return step.mul_(0.1)


def inverse_fourth_root(matrix):
    wide = matrix.double()
    wide.diagonal().add_(ROOT_EPSILON)
    values, vectors = torch.linalg.eigh(wide)
    scaled = (vectors * values.clamp(min=ROOT_EPSILON).pow(-1 / 8)).float()
    return scaled @ scaled.t()


class Soap:
    def __init__(self, rows, cols, block):
        self.left, self.right = torch.zeros(rows, rows), torch.zeros(cols, cols)
        self.mean, self.square = torch.zeros(rows, cols), torch.zeros(rows, cols)
        self.bases = None
        self.steps = 0

    def __call__(self, gradient):
        step = torch.zeros_like(gradient) if self.bases is None else self.adam(gradient)
        self.left.mul_(0.95).add_(gradient @ gradient.t(), alpha=0.05)
        self.right.mul_(0.95).add_(gradient.t() @ gradient, alpha=0.05)
        if self.bases is None:
            both = (self.left, self.right)
            self.bases = [torch.linalg.eigh(m.double()).eigenvectors.flip(1).float() for m in both]
        elif self.steps % EVERY == 0:
            self.refresh(0, self.left)
            self.refresh(1, self.right)
        self.steps += 1
        return step

    def adam(self, gradient):
        left, right = self.bases
        turned = left.t() @ gradient @ right
        self.square.mul_(0.95).addcmul_(turned, turned, value=0.05)
        self.mean.mul_(0.95).add_(gradient, alpha=0.05)
        inside = left.t() @ self.mean @ right
        rate = 0.003 * (1 - 0.95**self.steps) ** 0.5 / (1 - 0.95**self.steps)
        return left @ inside.div_(self.square.sqrt().add_(1e-8)).mul_(rate) @ right.t()

    def refresh(self, side, matrix):
        basis = self.bases[side]
        image = matrix @ basis
        order = (basis * image).sum(0).argsort(descending=True)
        self.square = self.square.index_select(side, order)
        self.bases[side] = torch.linalg.qr(image[:, order].double()).Q.float()


def nanoseconds(optimizer, rows, cols, seconds):
    gradients = torch.randn(8, rows, cols).mul_(0.1)
    for k in range(EVERY + 1):
        optimizer(gradients[k % 8])
    taken, began = 0, time.perf_counter()
    while taken % EVERY != 0 or time.perf_counter() - began < seconds:
        optimizer(gradients[taken % 8])
        taken += 1
    return (time.perf_counter() - began) / taken / (rows * cols) * 1e9


def main(rows, cols, block, seconds):
    torch.set_num_threads(1)
    torch.set_flush_denormal(True)
    torch.manual_seed(0)
    for kind in (Shampoo, Soap):
        optimizer = kind(int(rows), int(cols), int(block))
        print(f"{kind.__name__.lower()} {nanoseconds(optimizer, int(rows), int(cols), float(seconds)):.0f}", flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
