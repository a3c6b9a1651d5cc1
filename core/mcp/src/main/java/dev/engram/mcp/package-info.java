/**
 * {@code engram mcp}: a server of the Model Context Protocol over standard input and output. Each tool is a command of
 * the distribution, run in a process of its own by the launcher, so that whatever a component prints or breaks stays
 * there. The only package that imports the SDK, whose jars the distribution has in the folder {@code mcp}, outside of
 * the class path of all other commands. Start with {@link dev.engram.mcp.McpMain}.
 */
package dev.engram.mcp;
