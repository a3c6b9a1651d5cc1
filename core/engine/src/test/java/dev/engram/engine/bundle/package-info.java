/** Tests of the files of queued runs. */
package dev.engram.engine.bundle;
