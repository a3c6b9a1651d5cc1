package dev.engram.engine.network;

import dev.engram.spi.Activations;
import dev.engram.spi.Batch;
import dev.engram.spi.Layer;
import dev.engram.spi.Matrix;
import dev.engram.spi.Network;
import java.util.List;

/** The blocks in a row. */
final class Net implements Network {
  private final Arena arena;
  private final Block[] blocks;
  private final List<Layer> layers;

  Net(Arena arena, List<Block> blocks) {
    this.arena = arena;
    this.blocks = blocks.toArray(Block[]::new);
    this.layers = List.copyOf(blocks);
  }

  @Override
  public List<Layer> layers() {
    return layers;
  }

  /** A batch to learn from, or null before a prediction. */
  void begin(Batch batch) {
    for (Block b : blocks) {
      b.begin(batch);
    }
  }

  Block block(int l) {
    return blocks[l];
  }

  @Override
  public int depth() {
    return blocks.length;
  }

  @Override
  public Layer layer(int l) {
    return blocks[l];
  }

  @Override
  public void forward(Matrix x, Activations[] pass) {
    Matrix in = x;
    for (int l = 0; l < blocks.length; l++) {
      blocks[l].forward(in, pass[l]);
      in = pass[l].output();
    }
  }

  @Override
  public void forward(Matrix x, Activations[] pass, PreActivationHook preActivationHook) {
    Matrix in = x;
    for (int l = 0; l < blocks.length; l++) {
      Tape t = (Tape) pass[l];
      t.in = in;
      blocks[l].affine(in, t.pre);
      preActivationHook.apply(l, t.pre);
      blocks[l].stage(t);
      in = t.out;
    }
  }

  @Override
  public void forward(Matrix x, Activations[] pass, float c, Matrix direction) {
    float[] here = arena.active();
    arena.look(arena.shifted(c, Tensor.of(direction).data));
    try {
      forward(x, pass);
    } finally {
      arena.look(here);
    }
  }

  @Override
  public void credit(float scale, Matrix direction) {
    arena.credit(scale, Tensor.of(direction).data);
  }
}
