/**
 * Tests of suites that need the catalog of the shipped plugins, such as suggestions for names of other libraries.
 */
package dev.engram.app.suites;
