/**
 * What a store of runs is to the rest of Engram: runs, their labels and plans as values, and {@link
 * dev.engram.engine.store.Store}, which finds, saves and leases them. Results are read through this package alone;
 * {@code store.sql} keeps them in a database.
 */
package dev.engram.engine.store;
