/**
 * Finds, loads and starts plugins, and lists their components in a {@link dev.engram.engine.plugins.Catalog}. Start
 * with {@link dev.engram.engine.plugins.Plugins#load}. A plugin is a jar, a zip with libraries, or one source file,
 * which is compiled in memory. This is the only package that uses PF4J's manager; PF4J's lenient habits are switched
 * off in {@code StrictPluginManager}. Depends on the SPI, whose types a plugin sees, and on {@code text}.
 */
package dev.engram.engine.plugins;
