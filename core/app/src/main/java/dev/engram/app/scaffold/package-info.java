/**
 * Source files, suites and Maven projects to start a component from. Start with {@link
 * dev.engram.app.scaffold.Scaffold}; the templates are text files next to it. Depends on the engine's list of component
 * kinds.
 */
package dev.engram.app.scaffold;
