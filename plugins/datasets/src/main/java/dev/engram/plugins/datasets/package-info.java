/** Data sets: real ones from files and from this plugin, and made-up ones with known answers. */
package dev.engram.plugins.datasets;
