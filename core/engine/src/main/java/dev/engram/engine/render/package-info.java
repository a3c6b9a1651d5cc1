/**
 * A comparison as a table for the console, CSV, JSON and LaTeX. The only package that imports Jackson.
 *
 * <p>Numbers come from {@code compare}, sentences from {@code prose}. Start with {@link
 * dev.engram.engine.render.TableView}.
 */
package dev.engram.engine.render;
