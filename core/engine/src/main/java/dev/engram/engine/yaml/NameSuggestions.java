package dev.engram.engine.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Suggests known names for an unknown one. */
public final class NameSuggestions {
    /** The most names that a message lists. */
    private static final int MAX_LISTED = 12;
    /** The shortest prefix that counts as a match. Suffixes have to be longer, since many words share their endings. */
    private static final int MIN_PREFIX = 3;

    private static final int MIN_SUFFIX = 5;
    /** The longest text that is compared with names. */
    private static final int MAX_LENGTH = 200;
    /** The most names that a choice lists. */
    private static final int MAX_CHOICE = 40;

    private NameSuggestions() {}

    /** Returns the hint for an unknown component; a long catalog is not listed but referred to. */
    public static String hint(String wrong, Collection<String> names, String kind) {
        return hintOr(
                wrong, names, "; \"engram components " + kind + "\" lists them all, and --plugins FILE adds yours");
    }

    /** Returns the hint, with a text in place of a list of very many names. */
    public static String hintOr(String wrong, Collection<String> names, String insteadOfList) {
        return names.size() <= MAX_LISTED || closest(wrong, names).isPresent() ? hint(wrong, names) : insteadOfList;
    }

    /** Returns the end of a message about an unknown name: "; did you mean x?", the list of all names, or nothing. */
    public static String hint(String wrong, Collection<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        return closest(wrong, names).map(n -> "; did you mean " + n + "?").orElseGet(() -> choice(names));
    }

    /** Returns "; choose x", or "; choose one of x, y"; empty without names. */
    public static String choice(Collection<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        return "; choose " + (names.size() == 1 ? "" : "one of ") + listed(names);
    }

    /**
     * Returns names as a list for a message, which ends with their number if there are very many. Names that contain
     * commas, such as those of cells, are divided by semicolons.
     */
    public static String listed(Collection<String> names) {
        String divider = names.stream().anyMatch(n -> n.contains(", ")) ? "; " : ", ";
        String first = names.stream().limit(MAX_CHOICE).map(Excerpt::of).collect(Collectors.joining(divider));
        return names.size() <= MAX_CHOICE ? first : first + divider + "... (" + names.size() + " in all)";
    }

    /**
     * Returns the known name closest to an unknown one: a few edits away, with the same letters in another order,
     * sharing a whole word ({@code learning-rate}: {@code rate}), or a prefix or suffix of it ({@code
     * CrossEntropyLoss}: {@code cross-entropy}).
     */
    public static Optional<String> closest(String wrong, Collection<String> names) {
        if (wrong.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        String given = wrong.toLowerCase(Locale.ROOT).replace('_', '-');
        int most = maxEdits(given);
        LevenshteinDistance distance = new LevenshteinDistance(most);
        Optional<String> close = names.stream()
                .filter(n -> distance.apply(given, n) >= 0 || sameLetters(given, n))
                .min(Comparator.<String>comparingInt(
                                n -> sameLetters(given, n) ? transposition(given, n) : distance.apply(given, n))
                        .thenComparing(Comparator.naturalOrder()));
        return close.or(() ->
                        names.stream().filter(n -> shareWord(given, n)).sorted().findFirst())
                .or(() -> names.stream()
                        .filter(n -> partOf(given, n))
                        .min(Comparator.comparingInt((String n) -> Math.abs(n.length() - given.length()))
                                .thenComparing(Comparator.naturalOrder())));
    }

    /** The distance of names with the same letters. */
    private static int transposition(String given, String name) {
        return given.equals(name) ? 0 : 1;
    }

    private static int maxEdits(String name) {
        if (name.length() < 4) {
            return 1;
        }
        return name.length() < 9 ? 2 : 3;
    }

    private static boolean partOf(String given, String name) {
        String g = given.replace("-", "");
        String n = name.replace("-", "");
        return n.length() >= MIN_PREFIX && g.startsWith(n)
                || g.length() >= MIN_PREFIX && n.startsWith(g)
                || n.length() >= MIN_SUFFIX && g.endsWith(n);
    }

    private static boolean sameLetters(String a, String b) {
        return a.length() == b.length()
                && Arrays.equals(
                        a.chars().sorted().toArray(), b.chars().sorted().toArray());
    }

    private static boolean shareWord(String a, String b) {
        return Arrays.asList(a.split("-")).contains(b)
                || Arrays.asList(b.split("-")).contains(a);
    }
}
