/**
 * Tests on real clusters, which run as processes of this machine. They have the tag {@code cluster}, and are skipped
 * where the programs of the cluster are not installed.
 */
package dev.engram.app.distribution.cluster;
