package dev.engram.engine.importance;

import java.util.Arrays;
import java.util.List;

/**
 * The functional analysis of variance of a tree or a forest on the unit cube, with independent uniform inputs (Hutter,
 * Hoos and Leyton-Brown 2014). With the marginal prediction a_j(x_j), the mean over all other dimensions, the main
 * effect of dimension j is Var(a_j) / Var(f). It is exact for a tree, because a tree is constant in boxes. The shares
 * of a forest are means over its trees. Trees split greedily, so an effect that rises and falls several times is
 * understated.
 *
 * @param mainEffects a share of the variance for each dimension
 * @param interactions the share that no dimension explains alone: 1 minus the sum of the main effects
 */
record FunctionalAnova(double[] mainEffects, double interactions) {
    /** Smaller shares are sums of rounding errors: a marginal prediction that differs from 0 in its last digits. */
    private static final double ROUNDING = 1e-24;

    FunctionalAnova {
        mainEffects = mainEffects.clone();
    }

    @Override
    public double[] mainEffects() {
        return mainEffects.clone();
    }

    /** Decomposes the variance; all shares are NaN if every tree is constant. */
    static FunctionalAnova of(List<RegressionTree> trees, int dimensions) {
        double[] shares = new double[dimensions];
        int varying = 0;
        for (RegressionTree tree : trees) {
            List<RegressionTree.Leaf> leaves = tree.leaves();
            double mean =
                    leaves.stream().mapToDouble(l -> l.volume() * l.value()).sum();
            double variance = leaves.stream()
                    .mapToDouble(l -> l.volume() * (l.value() - mean) * (l.value() - mean))
                    .sum();
            if (variance > 0) {
                varying++;
                for (int d = 0; d < dimensions; d++) {
                    double share = marginalVariance(leaves, d, mean) / variance;
                    shares[d] += share < ROUNDING ? 0 : share;
                }
            }
        }
        double rest = 1;
        for (int d = 0; d < dimensions; d++) {
            shares[d] = varying == 0 ? Double.NaN : shares[d] / varying;
            rest -= shares[d];
        }
        return new FunctionalAnova(shares, varying == 0 ? rest : Math.max(0, rest));
    }

    /** The variance of the marginal prediction, which is constant between the ends of leaves. */
    private static double marginalVariance(List<RegressionTree.Leaf> leaves, int dimension, double mean) {
        double[] cuts = leaves.stream()
                .mapToDouble(l -> l.low()[dimension])
                .sorted()
                .distinct()
                .toArray();
        double[] change = new double[cuts.length + 1];
        for (RegressionTree.Leaf leaf : leaves) {
            double weight = leaf.volume() / leaf.width(dimension) * (leaf.value() - mean);
            change[Arrays.binarySearch(cuts, leaf.low()[dimension])] += weight;
            int end = Arrays.binarySearch(cuts, leaf.high()[dimension]);
            change[end < 0 ? cuts.length : end] -= weight;
        }
        double marginal = 0;
        double variance = 0;
        for (int i = 0; i < cuts.length; i++) {
            marginal += change[i];
            double width = (i + 1 < cuts.length ? cuts[i + 1] : 1) - cuts[i];
            variance += width * marginal * marginal;
        }
        return variance;
    }
}
