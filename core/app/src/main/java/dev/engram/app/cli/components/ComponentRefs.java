package dev.engram.app.cli.components;

import dev.engram.app.cli.options.UserError;
import dev.engram.app.verify.ComponentRef;
import dev.engram.engine.plugins.Catalog;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Kind;
import dev.engram.engine.yaml.NameSuggestions;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses arguments that refer to a kind of components or to one component. */
final class ComponentRefs {
    private static final Pattern WITH_HYPERPARAMETERS =
            Pattern.compile("([^/]+)/(\\{\\s*([^:{}\\s]+)\\s*:.*\\})", Pattern.DOTALL);

    private ComponentRefs() {}

    static Kind kind(String word, Catalog catalog) {
        return Kind.fromLabel(word).orElseThrow(() -> UserError.because(unknown(word, catalog)));
    }

    /**
     * Adds the kind to the name of a component, as in {@code layer/conv}, if only one component has this name and no
     * kind is called so. Returns anything else unchanged.
     */
    static String withKind(String which, Catalog catalog) {
        List<String> called = Kind.fromLabel(which).isPresent() ? List.of() : called(which, catalog);
        return called.size() == 1 ? called.get(0) : which;
    }

    /** @param which such as optimizer/adam, or adam */
    static Entry component(String which, Catalog catalog) {
        String[] parts = withKind(which, catalog).split("/", 2);
        Kind kind = kind(parts[0], catalog);
        if (parts.length == 1) {
            throw UserError.because("'" + which + "' is a kind; give one of its components, such as " + which + "/"
                    + catalog.of(kind).stream().map(Entry::name).findFirst().orElse("NAME"));
        }
        return catalog.find(kind, parts[1]).orElseThrow(() -> unknown(kind, parts[1], catalog.of(kind)));
    }

    /** @param which such as optimizer/adam, or optimizer/{adam: {rate: 0.01}} */
    static ComponentRef parse(String which, Catalog catalog) {
        Matcher map = WITH_HYPERPARAMETERS.matcher(which);
        if (!map.matches()) {
            return ComponentRef.withDefaults(component(which, catalog));
        }
        return new ComponentRef(component(map.group(1) + "/" + map.group(3), catalog), map.group(2));
    }

    /** A word that is not a kind can also be the name of a component, without its kind. */
    private static String unknown(String word, Catalog catalog) {
        List<String> called = called(word, catalog);
        if (!called.isEmpty()) {
            return "there is no kind '" + word + "'; did you mean " + String.join(" or ", called) + "?";
        }
        List<String> kinds = Arrays.stream(Kind.values()).map(Kind::label).toList();
        List<String> similar = NameSuggestions.closest(word, kinds).isPresent()
                ? List.of()
                : NameSuggestions.closest(word, names(catalog)).stream()
                        .flatMap(n -> called(n, catalog).stream())
                        .toList();
        return similar.isEmpty()
                ? "there is no kind '" + word + "'" + NameSuggestions.hint(word, kinds)
                : "there is no kind and no component '" + word + "'; did you mean " + String.join(" or ", similar)
                        + "?";
    }

    private static List<String> names(Catalog catalog) {
        return Arrays.stream(Kind.values())
                .flatMap(k -> catalog.of(k).stream())
                .map(Entry::name)
                .toList();
    }

    private static List<String> called(String name, Catalog catalog) {
        return Arrays.stream(Kind.values())
                .flatMap(k -> catalog.find(k, name).stream())
                .map(Entry::id)
                .toList();
    }

    private static UserError unknown(Kind kind, String name, List<Entry> there) {
        return UserError.because("there is no " + kind.label() + " called '" + name + "'"
                + NameSuggestions.hint(name, there.stream().map(Entry::name).toList(), kind.label()));
    }
}
