/**
 * Rules for the code: which packages depend on which, cycles of classes, one importing package for each third-party
 * library, isolation of plugins, the size of components, and the form of source files. The rules read compiled classes
 * with ArchUnit, except those for the form of source files, which read text.
 */
package dev.engram.app.architecture;
