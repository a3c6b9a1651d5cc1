package dev.engram.engine.yaml;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that was probably meant. */
public final class NameSuggestions {
    /** More names than these are looked up, not read in a line. */
    private static final int MAX_LISTED = 12;
    /** Letters that say enough at the beginning of a word; at its end there are more that many words share. */
    private static final int MIN_PREFIX = 3;

    private static final int MIN_SUFFIX = 5;

    private NameSuggestions() {}

    /** The same for the components of a kind, of which there may be many. */
    public static String hint(String wrong, Collection<String> names, String kind) {
        return names.size() <= MAX_LISTED || closest(wrong, names).isPresent()
                ? hint(wrong, names)
                : "; \"engram components " + kind + "\" lists them all";
    }

    /** "; did you mean x?", or else all names, or else nothing: to follow a complaint about a wrong name. */
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
        return "; choose " + (names.size() == 1 ? "" : "one of ") + String.join(", ", names);
    }

    /**
     * A name a few letters away, or of the same letters in another order, or one that shares a whole word
     * ({@code learning-rate}: {@code rate}), or that the word begins or ends with ({@code CrossEntropyLoss}: {@code cross-entropy}).
     */
    public static Optional<String> closest(String wrong, Collection<String> names) {
        String given = wrong.toLowerCase(Locale.ROOT).replace('_', '-');
        int most = given.length() < 4 ? 1 : given.length() < 9 ? 2 : 3;
        LevenshteinDistance distance = new LevenshteinDistance(most);
        Optional<String> close = names.stream()
                .filter(n -> distance.apply(given, n) >= 0 || sameLetters(given, n))
                .min(Comparator.<String>comparingInt(
                                n -> given.equals(n) ? 0 : sameLetters(given, n) ? 1 : distance.apply(given, n))
                        .thenComparing(Comparator.naturalOrder()));
        return close.or(() ->
                        names.stream().filter(n -> shareWord(given, n)).sorted().findFirst())
                .or(() -> names.stream()
                        .filter(n -> partOf(given, n))
                        .min(Comparator.comparingInt((String n) -> Math.abs(n.length() - given.length()))
                                .thenComparing(Comparator.naturalOrder())));
    }

    private static boolean partOf(String given, String name) {
        String g = given.replace("-", "");
        String n = name.replace("-", "");
        return n.length() >= MIN_PREFIX && g.startsWith(n)
                || g.length() >= MIN_PREFIX && n.startsWith(g)
                || n.length() >= MIN_SUFFIX && g.endsWith(n);
    }

    private static boolean sameLetters(String a, String b) {
        return Arrays.equals(a.chars().sorted().toArray(), b.chars().sorted().toArray());
    }

    private static boolean shareWord(String a, String b) {
        return Arrays.asList(a.split("-")).contains(b)
                || Arrays.asList(b.split("-")).contains(a);
    }
}
