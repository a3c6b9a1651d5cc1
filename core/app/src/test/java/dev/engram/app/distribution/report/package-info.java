/**
 * Tests of reports and exports, most of them in a headless browser.
 */
package dev.engram.app.distribution.report;
