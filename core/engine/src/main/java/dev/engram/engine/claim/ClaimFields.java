package dev.engram.engine.claim;

import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Node;
import dev.engram.engine.yaml.Problems;
import dev.engram.engine.yaml.YamlNumbers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/** The keys of a map in a claim's file. Every mistake is reported with its location. */
final class ClaimFields {
    private final Node.Mapping map;
    private final String path;
    private final Problems problems;

    /**
     * @param path the path of the map in the file; empty at the top
     * @param known the keys that the map may have
     */
    ClaimFields(Node.Mapping map, String path, List<String> known, Problems problems) {
        this.map = map;
        this.path = path;
        this.problems = problems;
        map.pairs().stream()
                .filter(p -> !known.contains(p.key()))
                .forEach(p -> problems.add(
                        p.location(), path(p.key()), "unknown key" + NameSuggestions.hint(p.key(), known)));
    }

    /** Returns the location of the value of a key, or of the map if it is missing. */
    Location location(String key) {
        return has(key) ? map.get(key).location() : map.location();
    }

    String path(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    boolean has(String key) {
        return map.get(key) != null && !map.get(key).isNull();
    }

    void problem(String key, String message) {
        problems.add(location(key), path(key), message);
    }

    void missing(String key, String what) {
        problems.add(map.location(), path(key), "missing; " + what);
    }

    /** Returns a text; empty if it is missing or not a text, which is then a problem. */
    Optional<String> text(String key, String what) {
        if (!has(key)) {
            missing(key, what);
            return Optional.empty();
        }
        return optionalText(key);
    }

    Optional<String> optionalText(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (map.get(key) instanceof Node.Scalar s && !s.text().isBlank()) {
            return Optional.of(s.text().strip());
        }
        problem(key, "expected text, found " + map.get(key).describe());
        return Optional.empty();
    }

    OptionalDouble number(String key) {
        if (!has(key)) {
            return OptionalDouble.empty();
        }
        if (map.get(key) instanceof Node.Scalar s && YamlNumbers.isDecimal(s.text())) {
            return OptionalDouble.of(Double.parseDouble(s.text()));
        }
        problem(key, "expected a number, found " + map.get(key).describe());
        return OptionalDouble.empty();
    }

    /** Returns one of the names of an enum; empty if the key is missing, or the value unknown, which is a problem. */
    <E extends Enum<E>> Optional<E> choice(String key, Class<E> type) {
        List<String> names = Arrays.stream(type.getEnumConstants())
                .map(e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        Optional<String> text = optionalText(key);
        if (text.isPresent() && !names.contains(text.get())) {
            problem(key, "unknown value '" + text.get() + "'" + NameSuggestions.hint(text.get(), names));
            return Optional.empty();
        }
        return text.map(t -> type.getEnumConstants()[names.indexOf(t)]);
    }

    /** Returns the texts of a list, or of a single value. */
    List<String> texts(String key) {
        if (!has(key)) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        List<Node> items = map.get(key) instanceof Node.Sequence q ? q.items() : List.of(map.get(key));
        for (Node n : items) {
            texts.add(n instanceof Node.Scalar s ? s.text() : n.text());
        }
        return texts;
    }

    /** Returns the maps of a list. */
    List<Node.Mapping> maps(String key) {
        if (!has(key)) {
            return List.of();
        }
        if (!(map.get(key) instanceof Node.Sequence q)) {
            problem(key, "expected a list of maps, found " + map.get(key).describe());
            return List.of();
        }
        List<Node.Mapping> maps = new ArrayList<>();
        for (Node n : q.items()) {
            if (n instanceof Node.Mapping m) {
                maps.add(m);
            } else {
                problems.add(n.location(), path(key), "expected a map, found " + n.describe());
            }
        }
        return maps;
    }

    Optional<Node.Mapping> optionalMap(String key) {
        if (!has(key)) {
            return Optional.empty();
        }
        if (map.get(key) instanceof Node.Mapping m) {
            return Optional.of(m);
        }
        problem(key, "expected a map, found " + map.get(key).describe());
        return Optional.empty();
    }

    /** Returns a map of texts; a single text has the key {@code text}. */
    Map<String, String> textMap(String key) {
        Map<String, String> texts = new LinkedHashMap<>();
        if (has(key) && map.get(key) instanceof Node.Mapping m) {
            m.pairs()
                    .forEach(p -> texts.put(
                            p.key(),
                            p.value() instanceof Node.Scalar s
                                    ? s.text()
                                    : p.value().text()));
        } else if (has(key)) {
            optionalText(key).ifPresent(t -> texts.put("text", t));
        }
        return texts;
    }

    /** Returns the scalar text of a key, as written. */
    String written(String key) {
        return map.get(key) instanceof Node.Scalar s ? s.text() : "";
    }
}
