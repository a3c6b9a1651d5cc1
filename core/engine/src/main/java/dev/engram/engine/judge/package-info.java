/**
 * The judgment about a candidate: keep it, discard it, equal for practical purposes, or undecided. Pure functions of
 * paired differences in the order of their seeds, by a test that may be looked at after every seed.
 *
 * <p>Uses {@code statistics} for the test. Start with {@link dev.engram.engine.judge.Judgment}.
 */
package dev.engram.engine.judge;
