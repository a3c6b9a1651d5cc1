/**
 * The report: the results of a suite as one HTML page that needs no other file. Java gathers the data as JSON, and the
 * scripts among the resources draw them with a charting library that the page includes.
 *
 * <p>Numbers come from {@code engine.compare}, tables from the columns of {@code engine.render}, sentences from
 * {@code engine.prose}. Start with {@link dev.engram.app.report.Report}, then {@code page.js}.
 */
package dev.engram.app.report;
