package dev.engram.app.components.layers;

import dev.engram.spi.layer.LayerKind;
import dev.engram.spi.layer.ResidualKind;
import java.util.List;

/** A residual branch: h = F(x) + s(x). */
public record Skip(List<LayerKind> layers, List<LayerKind> shortcut) implements ResidualKind {}
