/**
 * Text from outside that is safe to print: names, and messages of components. Start with {@link
 * dev.engram.engine.text.PrintableText} and {@link dev.engram.engine.text.ExceptionText}. Depends on nothing.
 */
package dev.engram.engine.text;
