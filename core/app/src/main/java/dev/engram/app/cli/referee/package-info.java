/**
 * The commands that answer whether a result holds: {@code engram judge}, {@code engram reproduce} and {@code engram
 * record}. Each command is one class, which parses options and prints; the answers come from the services.
 */
package dev.engram.app.cli.referee;
