/**
 * The texts that commands print: plans, descriptions of components, warnings, JSON. The classes turn values of the
 * engine and of {@code app.run} into text and do nothing else. Start reading at {@link
 * dev.engram.app.cli.text.PlanText}.
 */
package dev.engram.app.cli.text;
