/**
 * All that the author of a plugin needs. It depends only on the JDK and on PF4J's extension point.
 *
 * <p>A component is a public record, annotated with {@link dev.engram.spi.Component}, that implements one of
 * {@link dev.engram.spi.Activation}, {@link dev.engram.spi.Dataset}, {@link dev.engram.spi.Initialiser},
 * {@link dev.engram.spi.Landscape}, {@link dev.engram.spi.LearningRule} (or {@link dev.engram.spi.LocalRule}),
 * {@link dev.engram.spi.LossFunction}, {@link dev.engram.spi.Metric}, {@link dev.engram.spi.Optimizer},
 * {@link dev.engram.spi.Schedule}, one of the kinds of layer in {@code dev.engram.spi.layer}, or a listener
 * ({@code dev.engram.spi.listener}).
 *
 * <p>The fields of the record are its hyperparameters ({@link dev.engram.spi.Hyper}). It has no other state, so equal
 * records always behave equally. State that must survive a step is requested from the engine
 * ({@link dev.engram.spi.Setup#state}, {@link dev.engram.spi.Step#slot(String)}), which saves it with the run.
 *
 * <p>Start with {@code Component} and {@code Hyper}, then read the interface that you want to implement.
 *
 * <p>Conventions: the rows of a matrix are examples, and matrices are stored row by row; A' is the transpose of A. An
 * error has one row per example and is never divided by the batch size. A gradient is averaged over the batch, and the
 * engine subtracts it. An array or matrix that is passed to a component belongs to the engine and must not be written,
 * unless its documentation says that it is overwritten. Arguments and results are never null, unless their
 * documentation says so.
 */
package dev.engram.spi;
