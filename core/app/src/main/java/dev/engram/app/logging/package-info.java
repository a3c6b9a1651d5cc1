/**
 * The configuration of Logback, in code. Depends on nothing else, and is the only package that uses Logback.
 */
package dev.engram.app.logging;
