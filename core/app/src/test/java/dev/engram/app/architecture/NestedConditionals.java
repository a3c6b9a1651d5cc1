package dev.engram.app.architecture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.regex.Pattern;

/** Finds conditional expressions inside conditional expressions: {@code a ? b : c ? d : e}. */
final class NestedConditionals {
    /** Comments, text blocks, strings and characters, in this order of precedence. */
    private static final Pattern NOT_CODE = Pattern.compile(
            "/\\*.*?\\*/|//[^\n]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\])*\"|'(?:\\\\.|[^'\\\\])+'", Pattern.DOTALL);

    private static final Pattern WILDCARD = Pattern.compile("\\?(?=\\s*(extends|super|>|,))|(?<=<)\\?");

    private NestedConditionals() {}

    /** Returns the numbers of the lines with a nested conditional. */
    static List<Integer> lines(String source) {
        String code = WILDCARD.matcher(blanked(source)).replaceAll(" ");
        List<Integer> found = new ArrayList<>();
        Deque<Boolean> conditional = new ArrayDeque<>(List.of(false));
        int line = 1;
        for (int i = 0; i < code.length(); i++) {
            char c = code.charAt(i);
            if (c == '\n') {
                line++;
            } else if ("([{".indexOf(c) >= 0) {
                conditional.push(false);
            } else if (")]}".indexOf(c) >= 0 && conditional.size() > 1) {
                conditional.pop();
            } else if (c == ';' || c == ',' || code.startsWith("->", i)) {
                conditional.pop();
                conditional.push(false);
            } else if (c == '?') {
                if (conditional.pop()) {
                    found.add(line);
                }
                conditional.push(true);
            }
        }
        return found;
    }

    /** Returns the source with everything that is not code replaced by its line breaks. */
    static String blanked(String source) {
        return NOT_CODE.matcher(source).replaceAll(m -> m.group().replaceAll("[^\n]", " "));
    }
}
