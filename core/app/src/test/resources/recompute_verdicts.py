"""Recomputes every number of a verdict from the measurements, independently of Engram (needs NumPy and SciPy).

    engram compare SUITE --format json > comparison.json
    engram export SUITE --as csv --to measurements.csv
    python3 recompute_verdicts.py comparison.json measurements.csv [verdicts.csv]

The contrasts are built from the labels of the questions, not from the weights that the JSON contains. The null
distribution of the signed-rank test is counted with integers. Prints how many numbers were compared, and each number
that differs; the exit code is then 1. The third file receives the recomputed answers to the questions. Comparisons
over several problems are not recomputed.
"""
import csv
import json
import math
import sys
from collections import defaultdict
from fractions import Fraction
from itertools import combinations

import numpy as np
from scipy import stats

LEVEL = 0.05
POWER = 0.8
MISS = float("nan")
compared = 0
wrong = []


def check(place, found, expected, tolerance=1e-9):
    """Compares a number of the JSON with the recomputed one; infinite numbers are texts there."""
    global compared
    compared += 1
    found = float(found) if isinstance(found, str) and found.lstrip("-") in ("Infinity", "inf") else found
    if isinstance(expected, float) and found is not None and not isinstance(found, str):
        same = found == expected or abs(found - expected) <= tolerance * max(1e-3, abs(expected))
    else:
        same = found == expected
    if not same:
        wrong.append(f"{place}: {found} instead of {expected}")


def holm(p):
    """Adjusted p values, and the factor that decides about each."""
    order = sorted(range(len(p)), key=lambda i: p[i])
    adjusted, factors, least = [1.0] * len(p), [0] * len(p), 0.0
    for step, i in enumerate(order):
        equal = step > 0 and p[i] == p[order[step - 1]]
        factors[i] = factors[order[step - 1]] if equal else len(p) - step
        least = max(least, min(1.0, factors[i] * p[i]))
        adjusted[i] = least
    stop = max([factors[i] for i in range(len(p)) if adjusted[i] > LEVEL], default=0)
    return adjusted, [factors[i] if adjusted[i] <= LEVEL else stop for i in range(len(p))]


def counts_of_sums(ranks):
    """The number of signs that give each sum of doubled ranks."""
    ways = {0: 1}
    for rank in ranks:
        more = defaultdict(int)
        for total, count in ways.items():
            more[total] += count
            more[total + int(round(2 * rank))] += count
        ways = more
    return ways


class Contrast:
    """Differences by seed, each an infinite part and a finite one, with test, estimate and interval."""

    def __init__(self, weights, results, direction):
        seeds = sorted(set.intersection(*(set(results[c]) for c in weights)))
        self.infinite, self.finite, self.complete, noises = [], [], [], []
        for seed in seeds:
            values = [(w, results[c][seed]) for c, w in weights.items()]
            misses = sum(-direction * w for w, y in values if math.isnan(y))
            value = math.fsum(w * y for w, y in values if not math.isnan(y))
            noise = 1e-12 * max((abs(w * y) for w, y in values if not math.isnan(y)), default=0)
            noises.append(noise)
            self.infinite.append(0.0 if abs(misses) < 1e-9 else misses)
            self.finite.append(0.0 if abs(misses) >= 1e-9 or abs(value) <= noise else value)
            self.complete.append(not any(math.isnan(y) for _, y in values))
        self.n, self.direction = len(seeds), direction
        self.sign = [int(np.sign(i if i else f)) for i, f in zip(self.infinite, self.finite)]
        self.merge_ties(noises)
        size = [(round(abs(i), 9), abs(f)) for i, f in zip(self.infinite, self.finite)]
        below = [sum(s < own for s in size) for own in size]
        same = [sum(s == own for s in size) for own in size]
        self.rank = [b + (s + 1) / 2 for b, s in zip(below, same)]
        self.positive = sum(r for r, s in zip(self.rank, self.sign) if s > 0)
        self.negative = sum(r for r, s in zip(self.rank, self.sign) if s < 0)
        self.zeros = self.sign.count(0)
        self.tied = any(s > 1 for s in same)

    def merge_ties(self, noises):
        """Gives differences the same size if they are equal but for rounding errors."""
        order = sorted((i for i in range(len(noises)) if self.finite[i]), key=lambda i: abs(self.finite[i]))
        last = None
        for before, i in zip(order, order[1:]):
            last = abs(self.finite[before]) if last is None else last
            close = abs(self.finite[i]) - last <= max(noises[before], noises[i])
            last = abs(self.finite[i])
            if close:
                self.finite[i] = math.copysign(self.finite[before], self.finite[i])

    def p(self):
        ranks = [r for r, s in zip(self.rank, self.sign) if s]
        if not ranks:
            return 1.0
        least = int(round(2 * min(self.positive, self.negative)))
        extreme = sum(c for total, c in counts_of_sums(ranks).items() if total <= least)
        p = float(min(Fraction(1), Fraction(2 * extreme, 2 ** len(ranks))))
        if not self.zeros and not self.tied and not any(self.infinite):
            check("SciPy's signed-rank test", p, float(stats.wilcoxon(self.finite, method="exact").pvalue))
        return p

    def averages(self):
        found = []
        for i in range(self.n):
            for j in range(i + 1):
                infinite = self.infinite[i] + self.infinite[j]
                if self.infinite[i] == 0 == self.infinite[j]:
                    found.append((self.finite[i] + self.finite[j]) / 2)
                elif abs(infinite) > 1e-9:
                    found.append(math.copysign(math.inf, infinite))
        return sorted(found), self.n * (self.n + 1) // 2 - len(found)

    def effect(self, p, level):
        """The Hodges-Lehmann estimate and its interval, which contains 0 if and only if p is above the level."""
        if self.zeros == self.n and not any(self.complete):
            return None, None, None
        averages, undefined = self.averages()
        middle = (averages[(len(averages) - 1) // 2], averages[len(averages) // 2])
        estimate = middle[0] if middle[0] == middle[1] else sum(middle) / 2
        ways, total, critical = counts_of_sums(range(1, self.n + 1)), 0, -1
        for twice in range(0, self.n * (self.n + 1) + 1, 2):
            total += ways.get(twice, 0)
            if Fraction(2 * total, 2**self.n) > Fraction(level):
                break
            critical = twice // 2
        out = critical - undefined
        low, high = (averages[out], averages[-1 - out]) if critical >= 0 and out >= 0 else (-math.inf, math.inf)
        if p > level:
            return estimate, min(low, 0.0), max(high, 0.0)
        if self.positive > self.negative:
            return estimate, low if low > 0 else min(a for a in averages if a > 0), high
        return estimate, low, high if high < 0 else max(a for a in averages if a < 0)

    def better(self):
        good = sum(s == (self.direction or 1) for s in self.sign)
        return (good + self.zeros / 2) / self.n

    def more_seeds(self, factor):
        """Noether's sample size with the observed consistency of the signs; None if above a thousand."""
        def above(i, j):
            infinite = self.infinite[i] + self.infinite[j]
            total = infinite if abs(infinite) > 1e-9 else self.finite[i] + self.finite[j]
            return 0.5 if total == 0 else float(total > 0)
        share = [sum(above(i, j) for j in range(self.n)) / self.n for i in range(self.n)]
        effect, spread = np.mean(share) - 0.5, 2 * np.std(share)
        least = next(n for n in range(1, 99) if 2.0 ** (1 - n) * factor <= LEVEL)
        needed = max(self.n + 1, least)
        if abs(effect) < 0.5:
            z = stats.norm.isf(LEVEL / factor / 2) / math.sqrt(3) + stats.norm.isf(1 - POWER) * spread
            planned = math.ceil((z / effect) ** 2) if effect else math.inf
            if planned > 1000:
                return None
            needed = max(needed, planned)
        return needed - self.n

    def verdict(self, adjusted, factor):
        if self.zeros == self.n:
            return "the same" if any(self.complete) else "no values"
        if adjusted > LEVEL:
            return "too few seeds" if 2.0 ** (1 - self.n) * factor > LEVEL else "no difference shown"
        up = self.positive > self.negative
        if self.direction == 0:
            return "higher" if up else "lower"
        return "better" if up == (self.direction > 0) else "worse"


def number(labels):
    """Labels of an axis as numbers: 0.3, or hidden layers such as 8x8 (the depth if all widths are equal)."""
    layers = [[float(w) for w in label.split("x")] if label != "none" else [] for label in labels]
    if all(len(x) == 1 for x in layers) or len({len(x) for x in layers}) == 1:
        return [x[0] for x in layers]
    return [float(len(x)) for x in layers]


def weights(question, cells):
    """The contrast of a question over cells, which are given as (name, parts of the name by axis, labels by axis)."""
    axes = list(cells[0][2])
    gap = None
    for size in range(1, len(axes) + 1):
        for chosen in combinations(axes, size):
            named = {", ".join(parts[a] for a in chosen) for _, parts, _ in cells}
            if {question["level"], question["reference"]} <= named:
                gap = gap or chosen
    at = question.get("at") or {}
    if question["kind"] == "cells" and set(at) | set(gap) != set(axes):
        gap = tuple(a for a in axes if a not in at)
    strata = {}
    for name, parts, labels in cells:
        level = ", ".join(parts[a] for a in gap)
        stratum = tuple(labels[a] for a in axes if a not in gap)
        if level in (question["level"], question["reference"]):
            strata.setdefault(stratum, {})[level] = name
    others = [a for a in axes if a not in gap]
    strata = {s: c for s, c in strata.items() if len(c) == 2}
    if question["kind"] == "cells":
        strata = {s: c for s, c in strata.items() if dict(zip(others, s)) == at}
        return spread({s: 1.0 for s in strata}, strata, question)
    if question["kind"] == "main-effects":
        return spread({s: 1 / len(strata) for s in strata}, strata, question)
    moderator = others.index(question["change"]["axis"])
    rest = defaultdict(dict)
    for s in strata:
        rest[s[:moderator] + s[moderator + 1:]][s[moderator]] = s
    scale = {}
    if question["kind"] == "interactions":
        start, end = question["change"]["from"], question["change"]["to"]
        rest = {r: by for r, by in rest.items() if start in by and end in by}
        for by in rest.values():
            scale[by[end]], scale[by[start]] = 1 / len(rest), -1 / len(rest)
    else:
        every = sorted({s[moderator] for s in strata})
        x = dict(zip(every, number(every)))
        if question["change"]["per_doubling"]:
            x = {label: math.log2(v) for label, v in x.items()}
        rest = {r: by for r, by in rest.items() if len(by) == len(every)}
        mean = sum(x.values()) / len(x)
        square = sum((v - mean) ** 2 for v in x.values())
        for by in rest.values():
            for label, s in by.items():
                scale[s] = (x[label] - mean) / square / len(rest)
    return spread(scale, strata, question)


def spread(scale, strata, question):
    found = {}
    for stratum, weight in scale.items():
        if abs(weight) < 1e-15:  # the middle of a trend
            continue
        found[strata[stratum][question["level"]]] = weight
        found[strata[stratum][question["reference"]]] = -weight
    return found


def check_family(place, records, contrasts):
    """Checks records of differences that share one correction."""
    p = [c.p() for c in contrasts]
    adjusted, factors = holm(p)
    for record, c, raw, corrected, factor in zip(records, contrasts, p, adjusted, factors):
        here = f"{place}, {record.get('level', '')} {record.get('at') or record.get('change') or ''}"
        finite = [f for f, complete in zip(c.finite, c.complete) if complete]
        check(here + " n", record["n"], c.n)
        check(here + " finite", record["finite"], len(finite))
        check(here + " mean", record["mean"], math.fsum(finite) / len(finite) if finite else None)
        check(here + " higher", record["higher"], c.sign.count(1))
        check(here + " equal", record["equal"], c.zeros)
        check(here + " lower", record["lower"], c.sign.count(-1))
        check(here + " P(better)", record["p_better"], c.better())
        check(here + " rank sum +", record["rank_sum_positive"], float(c.positive))
        check(here + " rank sum -", record["rank_sum_negative"], float(c.negative))
        check(here + " p", record["p"], raw)
        check(here + " family", record["family"], len(p))
        check(here + " Holm", record["p_holm"], corrected)
        check(here + " verdict", record["verdict"], c.verdict(corrected, factor))
        effect, low, high = c.effect(raw, LEVEL / factor)
        check(here + " effect", record["effect"], effect)
        check(here + " interval low", (record["effect_interval"] or [None] * 2)[0], low)
        check(here + " interval high", (record["effect_interval"] or [None] * 2)[1], high)
        check(here + " level", record["effect_level"], None if effect is None else 1 - LEVEL / factor)
        shown = corrected <= LEVEL or c.zeros == c.n
        check(here + " more seeds", record["more_seeds"], None if shown else c.more_seeds(factor))
        if len(finite) >= 6 and np.ptp(finite) > 0:
            check_bootstrap(here, record["mean_interval"], finite)


def write(file, questions, contrasts):
    """Writes the recomputed answers as CSV."""
    p = [c.p() for c in contrasts]
    adjusted, factors = holm(p)
    with open(file, "w", encoding="utf-8", newline="") as out:
        table = csv.writer(out, lineterminator="\n")
        table.writerow(["kind", "level", "at", "p", "p_holm", "effect", "low", "high", "p_better", "verdict"])
        for q, c, raw, corrected, factor in zip(questions, contrasts, p, adjusted, factors):
            at = " ".join((q.get("at") or {}).values())
            table.writerow([q["kind"], q["level"], at, raw, corrected, *c.effect(raw, LEVEL / factor), c.better(),
                            c.verdict(corrected, factor)])


def check_bootstrap(here, interval, values):
    """The expanded percentile interval (Hesterberg 2015) from other random numbers, within their error."""
    n, random = len(values), np.random.default_rng(1)
    means = random.choice(values, size=(100_000, n)).mean(axis=1)
    tail = stats.norm.cdf(-math.sqrt(n / (n - 1)) * stats.t.isf(LEVEL / 2, n - 1))
    low, high = np.quantile(means, [tail, 1 - tail])
    for end, expected in zip(interval, (low, high)):
        check(here + " bootstrap", abs(end - expected) <= 0.15 * (high - low), True)


def check_cells(comparison, results, rows):
    """Checks means, their half-widths, medians and McNemar's tests of all cells."""
    for cell in comparison["cells"]:
        for metric in comparison["metrics"]:
            here, record = f"{cell['name']} {metric['name']}", cell["metrics"].get(metric["name"])
            values = [v for v in results[metric["name"]].get(cell["name"], {}).values() if not math.isnan(v)]
            if record is None or not values:
                continue
            n = len(values)
            check(here + " mean", record["mean"], math.fsum(values) / n)
            if n > 1:
                half = stats.t.isf(LEVEL / 2, n - 1) * np.std(values, ddof=1) / math.sqrt(n)
                check(here + " half-width", record["half_width"], float(half), 1e-7)
            if record["misses"] == 0:
                check(here + " median", record["median"], float(np.median(values)))
        if "mcnemar" in cell:
            check_mcnemar(cell, cell.get("reference", comparison["reference"]), results.get("accuracy", {}))


def check_mcnemar(cell, reference, accuracy):
    pairs = cell["mcnemar"]["by_seed"]
    p = [stats.binomtest(q["only_this_right"], q["only_this_right"] + q["only_reference_right"]).pvalue
         if q["only_this_right"] + q["only_reference_right"] else 1.0 for q in pairs]
    adjusted, _ = holm(p)
    better = worse = 0
    for q, raw, corrected in zip(pairs, p, adjusted):
        here = f"McNemar {cell['name']} seed {q['seed']}"
        check(here + " p", q["p"], float(raw), 1e-7)
        check(here + " Holm", q["p_holm"], float(corrected), 1e-7)
        better += corrected <= LEVEL and q["only_this_right"] > q["only_reference_right"]
        worse += corrected <= LEVEL and q["only_this_right"] < q["only_reference_right"]
        total = q["both_right"] + q["only_this_right"] + q["only_reference_right"] + q["neither_right"]
        for name, alone in ((cell["name"], "only_this_right"), (reference, "only_reference_right")):
            share = accuracy.get(name, {}).get(q["seed"], MISS)
            if not math.isnan(share):
                check(here + " accuracy of " + name, (q["both_right"] + q[alone]) / total, share)
    check(f"McNemar {cell['name']} better", cell["mcnemar"]["better"], better)
    check(f"McNemar {cell['name']} worse", cell["mcnemar"]["worse"], worse)


def main(comparison_file, measurements_file, verdicts_file=None):
    with open(comparison_file, encoding="utf-8") as file:
        comparison = json.load(file)
    with open(measurements_file, encoding="utf-8", newline="") as file:
        rows = [r for r in csv.DictReader(file) if not r.get("trial")]
    results = defaultdict(lambda: defaultdict(dict))
    for r in rows:
        if r["outcome"] in ("diverged", "exploded"):
            for metric in comparison["metrics"]:
                results[metric["name"]][r["cell"]][int(r["seed"])] = MISS
        elif r["phase"] == "test" and r["metric"] in [m["name"] for m in comparison["metrics"]]:
            results[r["metric"]][r["cell"]][int(r["seed"])] = float(r["value"])
    cells = []
    for cell in comparison["cells"]:
        names = dict(zip(cell["axes"], cell["name"].split(", "))) if len(cell["axes"]) > 1 else {
            a: cell["name"] for a in cell["axes"]}
        cells.append((cell["name"], names, cell["axes"]))
    first = comparison["metrics"][0]
    contrasts = []
    for q in comparison["questions"]:
        contrast = weights(q, cells)
        for name, weight in q["weights"].items():
            check(f"weight of {name} in {q['kind']}, {q['level']}", weight, contrast.get(name))
        check("cells in " + q["kind"], len(q["weights"]), len(contrast))
        contrasts.append(Contrast(contrast, results[first["name"]], first["direction"]))
    check_family(first["name"], comparison["questions"], contrasts)
    if verdicts_file:
        write(verdicts_file, comparison["questions"], contrasts)
    for metric in comparison["metrics"]:
        others = [c for c in comparison["cells"] if "difference" in c["metrics"].get(metric["name"], {})]
        records = [dict(c["metrics"][metric["name"]]["difference"], level=c["name"]) for c in others]
        pairs = [Contrast({c["name"]: 1.0, c.get("reference", comparison["reference"]): -1.0},
                          results[metric["name"]], metric["direction"]) for c in others]
        if metric is not first:
            check_family(metric["name"], records, pairs)
    check_cells(comparison, results, rows)
    print(f"{compared} numbers recomputed, {len(wrong)} differ")
    print("\n".join(wrong[:40]))
    return 1 if wrong or not comparison["questions"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:4]))
