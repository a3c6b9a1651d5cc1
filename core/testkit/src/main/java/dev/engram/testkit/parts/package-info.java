/**
 * Small, correct stand-ins for the components that a test needs beside the one it is about. Plugins do not see each
 * other, so each would have to write its own. They carry no {@code @Component}: they are no part of any catalog.
 */
package dev.engram.testkit.parts;
