package dev.engram.app.architecture;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts the components of the records in a source file. */
final class RecordHeaders {
    private static final Pattern HEADER = Pattern.compile(
            "(@Component\\s*\\([^)]*\\)\\s+)?(?:(?:public|private|static)\\s+)*record\\s+(\\w+)[^({]*\\(");

    private RecordHeaders() {}

    /** Returns the number of components of each record by its name, without components of the platform. */
    static Map<String, Integer> counts(String source) {
        String code = NestedConditionals.blanked(source);
        Map<String, Integer> counts = new TreeMap<>();
        Matcher header = HEADER.matcher(code);
        while (header.find()) {
            if (header.group(1) == null) {
                counts.put(header.group(2), count(code, header.end()));
            }
        }
        return counts;
    }

    /** Counts what commas separate up to the end of the header, outside annotations and type arguments. */
    private static int count(String code, int from) {
        int depth = 1;
        int commas = 0;
        int i = from;
        for (; depth > 0; i++) {
            char c = code.charAt(i);
            if (c == '(' || c == '<') {
                depth++;
            } else if (c == ')' || c == '>') {
                depth--;
            } else if (c == ',' && depth == 1) {
                commas++;
            }
        }
        return code.substring(from, i - 1).isBlank() ? 0 : commas + 1;
    }
}
