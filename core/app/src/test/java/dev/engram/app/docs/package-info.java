/**
 * Tests of the documents: the examples of the READMEs are complete and current, and the reference of the suite language
 * is what the schema generates.
 */
package dev.engram.app.docs;
