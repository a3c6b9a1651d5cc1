/**
 * Tests of third-party plugins: development, installation, locking, and faults.
 */
package dev.engram.app.distribution.plugins;
