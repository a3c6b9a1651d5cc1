package dev.engram.engine.network;

/** A layer of the engine. */
public class Block {
  Block(Arena arena, Dense dense, LayerKind.Place place) {}
}
