package dev.engram.engine.network;

import dev.engram.spi.layer.Stage;

/** A stage whose backward pass allows both errors to be in the same array. */
interface InPlaceStage extends Stage {}
