/** The loss on the straight line between the weights of two stored runs: which runs have one, and how it is shown. */
package dev.engram.app.slice;
