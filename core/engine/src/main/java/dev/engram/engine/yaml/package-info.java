/**
 * Suites as text: parses YAML into nodes that know their location ({@link dev.engram.engine.yaml.YamlReader}), writes
 * values in a unique form, collects problems with location and suggestion, and suggests names and values for wrong
 * ones. The only importer of SnakeYAML. Depends on {@code plugins} and {@code run}. Start with
 * {@link dev.engram.engine.yaml.Node}.
 */
package dev.engram.engine.yaml;
