/** Tests of queued runs as bytes. */
package dev.engram.engine.queue;
