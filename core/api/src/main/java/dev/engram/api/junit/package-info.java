/**
 * Comparisons as JUnit tests, for the continuous integration of people who write optimizers, rules and losses. JUnit 5
 * is an optional dependency of the library, which a project that uses this package has anyway.
 *
 * <pre>{@code
 * @EngramTest(store = "target/engram-runs.db")
 * class MyOptimizerTest {
 *     @Test
 *     void isNotWorseThanAdamOnDigits(SuiteSpec suite) {
 *         Results results = suite.data("digits: {test: 0.25}")
 *                 .network("dense: {units: 32}", "dense: {units: 10, activation: softmax}")
 *                 .loss("cross-entropy")
 *                 .training("epochs", 30)
 *                 .compare("optimizer", "adam: {rate: 0.003}", new MyOptimizer(0.1f))
 *                 .seeds(10)
 *                 .run();
 *         assertNotWorse(results, "my-optimizer", 0.01);
 *     }
 * }
 * }</pre>
 *
 * <p>With a store, a run is made again only if the optimizer, or anything else that it depends on, has changed.
 */
package dev.engram.api.junit;
