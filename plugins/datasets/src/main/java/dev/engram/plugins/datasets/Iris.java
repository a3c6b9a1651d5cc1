package dev.engram.plugins.datasets;

import dev.engram.spi.Component;
import dev.engram.spi.Dataset;
import dev.engram.spi.Rng;

/**
 * Fisher's irises: 150 flowers of three species, 50 each. One species is easy to separate, the other two overlap.
 *
 * <p>4 inputs in cm (length and width of sepal and petal), classes setosa, versicolor, virginica. Linear methods
 * reach an accuracy of 95 to 98% in cross-validation. The accuracy on a test set of 30 flowers changes in steps of
 * more than 3%, so a single split cannot distinguish two methods. Needs no files.
 *
 * <p>R. A. Fisher 1936, The use of multiple measurements in taxonomic problems; from the UCI Machine Learning
 * Repository (CC BY 4.0), with samples 35 and 38 as in Fisher's paper.
 */
@Component("iris")
public record Iris() implements Dataset {
    @Override
    public Table load(Rng rng) {
        return Bundled.table("iris.csv");
    }
}
