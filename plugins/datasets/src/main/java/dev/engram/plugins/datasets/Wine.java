package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Rng;

/**
 * Wines from three cultivars of one region of Italy: 178 examples of 13 chemical measurements, easy to separate.
 *
 * <p>13 inputs in their own units (alcohol in percent up to proline in the hundreds): use {@code scaling: standard}.
 * Classes cultivar 1, 2 and 3 with 59, 71 and 48 wines. Needs no files.
 *
 * <p>S. Aeberhard and M. Forina 1991; from the UCI Machine Learning Repository (CC BY 4.0).
 */
@Component("wine")
public record Wine() implements Dataset {
    @Override
    public Table load(Rng rng) {
        return Bundled.table("wine.csv");
    }
}
