/**
 * Stored runs with their measurements, in one SQLite file or in a PostgreSQL database. {@link
 * dev.engram.engine.store.sql.Stores} opens a store. {@code SqlStore} combines reading, writing, leases and
 * maintenance; a {@code Database} hides what differs between the two databases. This is the only package that uses
 * JDBC. It knows nothing of suites, training or comparison.
 */
package dev.engram.engine.store.sql;
