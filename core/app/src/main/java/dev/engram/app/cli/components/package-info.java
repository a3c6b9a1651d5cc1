/**
 * The commands for components and their data: {@code engram components}, {@code new}, {@code verify}, {@code plugins}
 * and {@code data}.
 */
package dev.engram.app.cli.components;
