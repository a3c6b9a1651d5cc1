package dev.engram.api;

import dev.engram.engine.yaml.Location;
import java.util.Optional;

/**
 * A setting of a suite.
 *
 * @param key the key at the top of the suite, or the path of a value that is replaced
 * @param part the key inside of it; empty for the whole
 * @param location the line of the call
 */
record Setting(String key, Optional<String> part, Object value, Location location) {}
