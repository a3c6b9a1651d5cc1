/**
 * What the commands share: options that several of them have, exit codes, and errors in the input. {@link
 * dev.engram.app.cli.options.StoreOptions} names the store, {@link dev.engram.app.cli.options.PluginOptions} the
 * plugins; {@link dev.engram.app.cli.options.UserError} ends a command with a message.
 */
package dev.engram.app.cli.options;
