/**
 * Runs and what they measured, kept in one SQLite file or in a PostgreSQL database. The only package that knows a database; it knows nothing of
 * specs, training or comparison.
 */
package dev.engram.engine.store;
