package dev.engram.spi.processor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The HTML entities that Javadoc comments with formulas use. */
final class HtmlEntities {
    private static final Map<String, String> NAMED = new HashMap<>(Map.ofEntries(
            Map.entry("amp", "&"),
            Map.entry("lt", "<"),
            Map.entry("gt", ">"),
            Map.entry("quot", "\""),
            Map.entry("apos", "'"),
            Map.entry("nbsp", " "),
            Map.entry("minus", "\u2212"),
            Map.entry("times", "\u00d7"),
            Map.entry("middot", "\u00b7"),
            Map.entry("sdot", "\u22c5"),
            Map.entry("plusmn", "\u00b1"),
            Map.entry("le", "\u2264"),
            Map.entry("ge", "\u2265"),
            Map.entry("ne", "\u2260"),
            Map.entry("asymp", "\u2248"),
            Map.entry("sum", "\u2211"),
            Map.entry("prod", "\u220f"),
            Map.entry("radic", "\u221a"),
            Map.entry("infin", "\u221e"),
            Map.entry("part", "\u2202"),
            Map.entry("nabla", "\u2207"),
            Map.entry("isin", "\u2208"),
            Map.entry("larr", "\u2190"),
            Map.entry("rarr", "\u2192"),
            Map.entry("hellip", "\u2026"),
            Map.entry("ndash", "\u2013"),
            Map.entry("mdash", "\u2014"),
            Map.entry("prime", "\u2032"),
            Map.entry("sup2", "\u00b2")));

    /** In the order of Unicode, from U+03B1. The code of a capital is smaller by 32. */
    private static final List<String> GREEK = Arrays.asList(
            "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
            "xi", "omicron", "pi", "rho", "sigmaf", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega");

    static {
        for (int i = 0; i < GREEK.size(); i++) {
            String name = GREEK.get(i);
            NAMED.put(name, Character.toString('\u03b1' + i));
            NAMED.put(Character.toUpperCase(name.charAt(0)) + name.substring(1), Character.toString('\u0391' + i));
        }
        // Unicode has no capital of the final sigma.
        NAMED.remove("Sigmaf");
    }

    private HtmlEntities() {}

    /** Returns the character of an entity, given without {@code &} and {@code ;}; null if it is unknown. */
    static String character(String entity) {
        if (!entity.startsWith("#")) {
            return NAMED.get(entity);
        }
        try {
            int code = entity.startsWith("#x") || entity.startsWith("#X")
                    ? Integer.parseInt(entity.substring(2), 16)
                    : Integer.parseInt(entity.substring(1));
            return Character.isValidCodePoint(code) ? Character.toString(code) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }
}
