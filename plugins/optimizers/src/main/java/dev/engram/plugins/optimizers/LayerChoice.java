package dev.engram.plugins.optimizers;

import dev.engram.plugins.optimizers.Split.Part;
import dev.engram.spi.Parameter;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The layer whose parameters an optimizer steps: its number, {@code last}, or {@code any}. Holds the predicates of all
 * parts, because a step must not allocate.
 */
public final class LayerChoice {
    /** The parameters of all layers. */
    public static final LayerChoice ANY = new LayerChoice("any", p -> true);

    private final String text;
    private final List<Predicate<Parameter>> inside;
    private final List<Predicate<Parameter>> outside;

    private LayerChoice(String text, Predicate<Parameter> chosen) {
        this.text = text;
        inside = Arrays.stream(Part.values())
                .<Predicate<Parameter>>map(part -> p -> part.contains(p) && chosen.test(p))
                .toList();
        outside = inside.stream().map(Predicate::negate).toList();
    }

    /**
     * Reads {@code any}, {@code last}, a number from 0, or a name such as {@code layer1}. Throws {@link
     * IllegalArgumentException} for any other text.
     */
    public static LayerChoice parse(String text) {
        if (text.equals(ANY.text)) {
            return ANY;
        }
        if (text.equals("last")) {
            return new LayerChoice(text, p -> p.is(Parameter.Tag.LAST));
        }
        String number = text.startsWith("layer") ? text.substring("layer".length()) : text;
        if (!number.matches("0|[1-9][0-9]{0,8}")) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a layer; write its number from 0, its name such as layer1, last, or any");
        }
        String prefix = "layer" + number + "/";
        return new LayerChoice(number, p -> p.name().startsWith(prefix));
    }

    boolean isAny() {
        return this == ANY;
    }

    /** Returns the predicate of a part within this layer. */
    Predicate<Parameter> inside(Part part) {
        return inside.get(part.ordinal());
    }

    /** Returns the predicate of all other parameters. */
    Predicate<Parameter> outside(Part part) {
        return outside.get(part.ordinal());
    }

    @Override
    public boolean equals(Object o) {
        return o instanceof LayerChoice c && c.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
