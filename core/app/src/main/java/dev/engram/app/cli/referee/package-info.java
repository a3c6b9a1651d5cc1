/**
 * The commands that answer whether a result holds: {@code engram judge} and {@code engram reproduce}; and {@code engram
 * mcp}, which serves commands to assistants. Each command is one class, which parses options and prints; the answers
 * come from the services.
 */
package dev.engram.app.cli.referee;
