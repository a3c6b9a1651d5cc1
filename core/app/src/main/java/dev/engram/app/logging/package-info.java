/**
 * The configuration of Logback, in code. Depends on {@code text}, and is the only package that uses Logback.
 */
package dev.engram.app.logging;
