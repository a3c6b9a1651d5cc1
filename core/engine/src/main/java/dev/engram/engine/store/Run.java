package dev.engram.engine.store;

import java.util.List;
import java.util.Map;

/**
 * A run and what it left behind.
 *
 * @param id content address: 32 hex digits
 * @param spec canonical text
 * @param reason why it did not finish; "" where it did
 * @param hash of the final parameters, in hex
 */
public record Run(String id, String suite, String cell, long seed, String spec, Outcome outcome, String reason,
    String hash, Cost cost, Map<String, String> provenance, List<Measurement> measurements) {}
