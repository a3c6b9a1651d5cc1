/**
 * Binding: turns nodes into components and records of settings, with ranges, defaults and schedules checked and every
 * mistake reported. The result is a {@link dev.engram.engine.bind.Recipe}, which creates the component and writes it in
 * a unique form. {@link dev.engram.engine.bind.LibraryAliases} lists the names that other libraries use. Depends on
 * {@code yaml} and {@code plugins}. Start with {@link dev.engram.engine.bind.Binder}.
 */
package dev.engram.engine.bind;
