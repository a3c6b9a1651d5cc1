/**
 * Engram as a library: suites that a Java program writes, runs and evaluates.
 *
 * <pre>{@code
 * Results results = Engram.suite("adam-against-sgd")
 *         .data("digits: {test: 0.25}")
 *         .network("dense: {units: 32, activation: tanh}", "dense: {units: 10, activation: softmax}")
 *         .loss("cross-entropy")
 *         .training("epochs", 30)
 *         .training("batch", 32)
 *         .compare("optimizer", "sgd: {rate: 0.1}", component("adam").with("rate", 0.003))
 *         .seeds(10)
 *         .run();
 * System.out.print(results.table());
 * Difference adam = results.difference("adam");
 * System.out.println(adam.verdict() + " by " + adam.estimate() + ", p = " + adam.p());
 * }</pre>
 *
 * <p>{@link dev.engram.api.Engram} is the entry. {@link dev.engram.api.SuiteSpec} has a method for each key of a suite,
 * {@link dev.engram.api.Results} has the numbers, and {@link dev.engram.api.InvalidSuiteException} has all mistakes at
 * once. A suite has the same run identities, the same hashes and the same comparison as the YAML file with the same
 * settings.
 *
 * <p><b>Components</b> are found on the class path, where a build tool puts {@code engram-optimizers} and the other
 * plugins, and in the plugins and the distribution that a suite names. A record with {@code @Component} can be used as
 * a value, also one that is part of the program: {@code .optimizer(new MyOptimizer(0.1f))}.
 *
 * <p><b>Values</b> are written as in a suite's file, or are Java values. See {@link dev.engram.api.SuiteSpec}.
 *
 * <p><b>Speed.</b> The loops use vectors if the JVM is started with {@code --add-modules jdk.incubator.vector}. The
 * results have the same bits without.
 */
package dev.engram.api;
