package dev.engram.app.distribution.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.InProcessCli;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class HelpTest {
    private static final Pattern SUBCOMMAND = Pattern.compile("(?m)^  ([a-z]+) ");
    private static final int NARROW = 80;
    private static final int WIDE = 140;

    private static String help(List<String> command, int columns) {
        List<String> arguments = new ArrayList<>(command);
        arguments.add("--help");
        return InProcessCli.runInTerminal(columns, arguments.toArray()).out();
    }

    /** Adds a command and its subcommands. */
    private static void addAll(List<String> command, List<List<String>> commands) {
        commands.add(command);
        String help = help(command, WIDE);
        int list = help.indexOf("\nCommands:\n");
        if (list >= 0) {
            Matcher subcommand = SUBCOMMAND.matcher(help.substring(list));
            while (subcommand.find()) {
                List<String> longer = new ArrayList<>(command);
                longer.add(subcommand.group(1));
                addAll(longer, commands);
            }
        }
    }

    /** Returns the words that only one of two texts has, such as the parts of a divided word. */
    private static Set<String> different(String one, String other) {
        Set<String> words = new TreeSet<>(words(one));
        words.addAll(words(other));
        words.removeIf(w -> words(one).contains(w) && words(other).contains(w));
        return words;
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }

    @Test
    void linesOfAllPagesEndBetweenWordsAndFitTheTerminal() {
        List<List<String>> commands = new ArrayList<>();
        addAll(List.of(), commands);
        assertTrue(commands.size() > 30, commands::toString);
        for (List<String> command : commands) {
            String narrow = help(command, NARROW);
            String wide = help(command, WIDE);
            assertEquals(Set.of(), different(wide, narrow), command::toString);
            assertEquals(
                    List.of(), narrow.lines().filter(l -> l.length() > NARROW).toList(), command::toString);
            assertEquals(
                    List.of(),
                    wide.lines()
                            .filter(l -> l.endsWith(" ~/.") || l.endsWith("(?"))
                            .toList(),
                    command::toString);
        }
    }
}
