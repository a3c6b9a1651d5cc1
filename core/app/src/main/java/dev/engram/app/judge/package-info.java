/**
 * {@code engram judge}: two cells that differ in one component, run seed by seed until a sequential test decides which
 * is better. Start with {@link dev.engram.app.judge.Judge}.
 */
package dev.engram.app.judge;
