/**
 * Files of queued runs, on the way from the machine that submits a suite to the machines that make its runs. A {@link
 * dev.engram.engine.bundle.Bundle} holds data files and plugins by checksum, in a folder or in a store. A {@link
 * dev.engram.engine.bundle.FileCache} unpacks them on a worker, and a {@link dev.engram.engine.bundle.QueuedRunReader}
 * turns a queued run into one that can be made there. {@link dev.engram.engine.bundle.RunFiles} lists the files of a
 * run. No command line and no JDBC.
 */
package dev.engram.engine.bundle;
