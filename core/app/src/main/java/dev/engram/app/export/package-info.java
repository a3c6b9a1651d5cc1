/** Stored runs in the formats of other tools. */
package dev.engram.app.export;
