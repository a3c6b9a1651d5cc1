/**
 * Small, correct components for tests of other components: activations, losses, initialisers, optimizers, a rule and
 * two landscapes. Several exist as plugins too. They are repeated here because the contract checks use them at run
 * time, in a program in which the checked plugin may be the only one, and because a plugin does not see the classes of
 * another. They are not annotated with {@code @Component}, so no catalog lists them. Depends only on the SPI.
 */
package dev.engram.testkit.parts;
