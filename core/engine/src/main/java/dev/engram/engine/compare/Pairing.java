package dev.engram.engine.compare;

import dev.engram.engine.statistics.Bootstrap;
import dev.engram.engine.statistics.Paired;
import dev.engram.engine.statistics.ResampledT;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Two cells seed by seed, with the test that suits the seeds.
 *
 * @param resampled where the seeds are folds that share training data, and no run missed, which a t test has no place for
 */
record Pairing(Paired paired, Optional<ResampledT> resampled) {
  static Pairing of(double[] here, double[] there, int direction, OptionalDouble testPerTrain, Bootstrap bootstrap) {
    Paired paired = Paired.of(here, there, direction, bootstrap);
    if (testPerTrain.isEmpty() || paired.n() < 2 || paired.finite() < paired.n()) {
      return new Pairing(paired, Optional.empty());
    }
    double[] differences = new double[here.length];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = here[i] - there[i];
    }
    return new Pairing(paired, Optional.of(ResampledT.of(differences, testPerTrain.getAsDouble())));
  }

  /** Of the test that decides. */
  double p() {
    return paired.equal() == paired.n() ? paired.test().p() : resampled.map(ResampledT::p).orElse(paired.test().p());
  }
}
