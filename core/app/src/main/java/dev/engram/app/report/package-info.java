/** A suite's results as one page that needs nothing else: gathered here, drawn by a charting library that the page carries. */
package dev.engram.app.report;
