/**
 * The annotation processor that stores the Javadoc of components in plugins, and its conversion to plain text. It runs
 * in the compiler; start with {@link dev.engram.spi.processor.DocumentationProcessor}.
 */
package dev.engram.spi.processor;
