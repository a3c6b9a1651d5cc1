package dev.engram.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi.Text;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Help whose lines end between words. The line breaks of picocli follow the rules for prose, by which {@code ~/.config}
 * and {@code [=FILE]} may be divided.
 */
final class WordWrappedHelp extends Help {
    /** The indentation of what continues a line. */
    private static final String INDENT = "  ";

    WordWrappedHelp(CommandSpec spec, ColorScheme colors) {
        super(spec, colors);
    }

    private Text text(String plain) {
        return colorScheme().text(plain);
    }

    private int width() {
        return commandSpec().usageMessage().width();
    }

    @Override
    public String description(Object... parameters) {
        return paragraphs(commandSpec().usageMessage().description(), parameters);
    }

    @Override
    public String footer(Object... parameters) {
        return paragraphs(commandSpec().usageMessage().footer(), parameters);
    }

    private String paragraphs(String[] lines, Object... parameters) {
        StringBuilder b = new StringBuilder();
        for (String line : lines) {
            for (Text paragraph : text(String.format(line, parameters)).splitLines()) {
                append(b, wrap(paragraph, width() - 1, width() - 1), "");
            }
        }
        return b.toString();
    }

    @Override
    protected String insertSynopsisCommandName(int headingLength, Text details) {
        Text name = colorScheme().commandText(commandSpec().qualifiedName());
        int indent = headingLength + commandSpec().qualifiedName().length() + 1;
        StringBuilder b = new StringBuilder();
        Text line = name.concat(" ").concat(trimmed(details));
        append(b, wrap(line, width() - 1 - headingLength, width() - 1 - indent), " ".repeat(indent));
        return b.toString();
    }

    @Override
    public String commandList(Map<String, Help> subcommands) {
        int longest =
                subcommands.keySet().stream().mapToInt(String::length).max().orElse(0);
        int indent = 2 * INDENT.length() + longest;
        int width = width() - 1 - indent;
        StringBuilder b = new StringBuilder();
        subcommands.forEach((name, help) -> {
            String[] about = help.commandSpec().usageMessage().description();
            b.append(INDENT).append(help.commandNamesText(", ")).append(" ".repeat(longest - name.length()));
            b.append(INDENT);
            List<Text> lines = wrap(text(about.length == 0 ? "" : about[0]), width, width - INDENT.length());
            append(b, lines, " ".repeat(indent) + INDENT);
        });
        return b.toString();
    }

    @Override
    public Layout createDefaultLayout(
            List<OptionSpec> options, List<PositionalParamSpec> parameters, ColorScheme colors) {
        Layout standard = super.createDefaultLayout(options, parameters, colors);
        return new Layout(colors, standard.textTable(), standard.optionRenderer(), standard.parameterRenderer()) {
            @Override
            public void layout(ArgSpec argument, Text[][] rows) {
                super.layout(
                        argument,
                        Arrays.stream(rows)
                                .flatMap(r -> wrapped(r, textTable()))
                                .toArray(Text[][]::new));
            }
        };
    }

    /** Returns the rows of a table for a row whose last column may be too long for one line. */
    private Stream<Text[]> wrapped(Text[] row, TextTable table) {
        int last = row.length - 1;
        Column column = table.columns()[last];
        int width = column.width - column.indent;
        List<Text> lines = wrap(row[last], width, width - INDENT.length());
        List<Text[]> rows = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            Text[] values = row.clone();
            if (i > 0) {
                Arrays.fill(values, text(""));
            }
            values[last] = i == 0 ? lines.get(i) : text(INDENT).concat(lines.get(i));
            rows.add(values);
        }
        return rows.stream();
    }

    private static Text trimmed(Text text) {
        String plain = text.plainString();
        int from = 0;
        while (from < plain.length() && plain.charAt(from) == ' ') {
            from++;
        }
        return text.substring(from);
    }

    /** Divides a text at spaces. A word that is longer than a line stays whole. */
    private static List<Text> wrap(Text text, int first, int others) {
        List<Text> lines = new ArrayList<>();
        Text rest = text;
        int width = first;
        while (rest.plainString().length() > width) {
            String plain = rest.plainString();
            int space = plain.lastIndexOf(' ', width);
            int end = space > 0 ? space : plain.indexOf(' ', width);
            if (end < 0) {
                break;
            }
            lines.add(rest.substring(0, end));
            rest = trimmed(rest.substring(end));
            width = others;
        }
        lines.add(rest);
        return lines;
    }

    private static void append(StringBuilder b, List<Text> lines, String indent) {
        for (int i = 0; i < lines.size(); i++) {
            b.append(i == 0 ? "" : indent).append(lines.get(i)).append(System.lineSeparator());
        }
    }
}
