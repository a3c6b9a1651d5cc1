package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Rng;

/**
 * Breast tumours, benign or malignant: 569 examples of 30 measurements of cell nuclei.
 *
 * <p>30 inputs (mean, standard error and worst value of radius, texture, perimeter, area and six more) in their own
 * units: use {@code scaling: standard}. Classes benign (357) and malignant (212); always predicting benign is
 * correct in 62.7% of cases. Needs no files.
 *
 * <p>W. Wolberg, O. Mangasarian, N. Street and W. Street 1993, Breast cancer Wisconsin (diagnostic); from the UCI
 * Machine Learning Repository (CC BY 4.0).
 */
@Component("breast-cancer")
public record BreastCancer() implements Dataset {
    @Override
    public Table load(Rng rng) {
        return Bundled.table("breast-cancer.csv");
    }
}
