package dev.engram.engine.config;

import dev.engram.spi.Hyper;
import java.nio.file.Path;

/** The start of a network. Bound from the {@code start:} section. */
public record StartSettings(
        @Hyper(doc = "file of the weights to begin with, npz or safetensors")
        Path weights) {}
