/**
 * A comparison as a table for the console, CSV, JSON and LaTeX.
 *
 * <p>Numbers come from {@code compare}, sentences from {@code prose}. Start with {@link
 * dev.engram.engine.render.TableView}.
 */
package dev.engram.engine.render;
