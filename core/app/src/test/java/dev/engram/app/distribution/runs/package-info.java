/**
 * Tests of runs and their storage: equal bits, known answers, resumption, crashes and stores of earlier versions.
 */
package dev.engram.app.distribution.runs;
