package dev.engram.engine.compare.cell;

import java.util.Optional;

/**
 * The name of a cell and its parts.
 *
 * @param variant name without the problem
 * @param problem empty if the suite names none
 */
public record CellName(String name, String variant, Optional<String> problem) {}
