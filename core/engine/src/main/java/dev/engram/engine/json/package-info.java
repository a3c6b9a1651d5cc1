/**
 * JSON, written and read: {@link dev.engram.engine.json.JsonText} and {@link dev.engram.engine.json.JsonReader}. The
 * only package that imports Jackson.
 */
package dev.engram.engine.json;
