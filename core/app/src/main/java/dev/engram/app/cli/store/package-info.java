/**
 * The subcommands of {@code engram store}. Start with {@link dev.engram.app.cli.store.StoreCommand}, where each of them
 * is registered.
 */
package dev.engram.app.cli.store;
