package dev.engram.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.app.console.Console;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class CommandsTest {
    private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    private final Console console = Console.ofProcess(nowhere, nowhere);

    @Test
    void onlyTheCommandOfThatNameIsCreated() {
        for (String name : Commands.names()) {
            List<String> created = created(name);
            assertEquals(name.equals("completion") ? Commands.names() : List.of(name), created);
        }
    }

    @Test
    void anyOtherFirstWordReachesAllCommands() {
        for (String word : List.of("", "help", "--help", "chek", "Check")) {
            assertEquals(Commands.names(), created(word), word);
        }
    }

    private List<String> created(String firstWord) {
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create());
        Commands.reachableFrom(firstWord, console).forEach(line::addSubcommand);
        return List.copyOf(line.getSubcommands().keySet());
    }
}
