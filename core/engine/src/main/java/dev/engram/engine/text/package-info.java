/**
 * Text from outside that is safe to print: names, and messages of components. Start with {@link
 * dev.engram.engine.text.PrintableText} and {@link dev.engram.engine.text.ExceptionText}. A component's code that makes
 * such a text is called by an {@link dev.engram.engine.text.Attempt}, since it may never return. Depends on nothing.
 */
package dev.engram.engine.text;
