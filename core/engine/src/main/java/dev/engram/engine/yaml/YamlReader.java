package dev.engram.engine.yaml;

import dev.engram.engine.text.PrintableText;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.CollectionStartEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.events.SequenceStartEvent;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * Parses YAML text into nodes. Only plain YAML is accepted: one document of maps, lists and scalars. Anchors, aliases,
 * merge keys, tags and repeated keys are refused, since they make a file mean something other than it seems to.
 */
public final class YamlReader {
    /** The key of names, which appear in tables and in the log. */
    private static final String NAME = "name";

    /** Text that is certainly one plain scalar. Most defaults are, and need no parser. */
    private static final Pattern WORD = Pattern.compile("-?[A-Za-z0-9][A-Za-z0-9.+-]*");

    /** The most numbers between commas that a message suggests as a list. */
    private static final int MAX_JOINED = 20;

    private final String text;
    private final String file;
    private final UnaryOperator<Location> locate;
    private final Problems problems;
    private final Problems wrongKeys = new Problems();
    private Iterator<Event> events;
    /** True if a mistake makes the rest of the text unreadable. */
    private boolean broken;

    private Location last;

    private YamlReader(String text, String file, UnaryOperator<Location> placing, Problems problems) {
        this.text = text;
        this.file = file;
        this.locate = placing;
        this.problems = problems;
        this.last = placing.apply(new Location(file, 1, 1));
    }

    /**
     * Parses the text of a file. Returns empty if it cannot be understood; every mistake is added to {@code problems}.
     */
    public static Optional<Node> file(String text, String file, Problems problems) {
        return new YamlReader(text, file, UnaryOperator.identity(), problems).document();
    }

    /**
     * Parses a text that has a single location as a whole, such as an argument or a default. An empty text is a null
     * value.
     */
    public static Optional<Node> value(String text, Location at, Problems problems) {
        if (text.isBlank()) {
            return Optional.of(new Node.Scalar(at, "", true));
        }
        if (WORD.matcher(text).matches()) {
            return Optional.of(new Node.Scalar(at, text, true));
        }
        return new YamlReader(text, at.file(), p -> at, problems).document();
    }

    private Optional<Node> document() {
        Optional<Node> root = parsed();
        // A brace that is missing makes a map of what follows, and a key of that map.
        if (!broken) {
            problems.addAll(wrongKeys.list());
        }
        return root;
    }

    private Optional<Node> parsed() {
        try {
            events = new Yaml(new LoaderOptions()).parse(new StringReader(text)).iterator();
            next();
            Event start = next();
            if (!start.is(Event.ID.DocumentStart)) {
                refuse(last, "there are no settings here; write at least data, network, loss, optimizer and training");
                return Optional.empty();
            }
            Node root = node(next(), 0);
            if (!broken) {
                next();
                Event end = next();
                if (!end.is(Event.ID.StreamEnd)) {
                    refuse(location(end.getStartMark()), "a second document starts here; put it into its own file");
                }
            }
            return broken ? Optional.empty() : Optional.of(root);
        } catch (MarkedYAMLException e) {
            Mark mark = YamlErrors.mark(e);
            refuse(mark == null ? last : location(mark), YamlErrors.message(e));
        } catch (ReaderException e) {
            int at = Math.min(e.getPosition(), text.codePointCount(0, text.length()));
            refuse(
                    locate.apply(SourceFile.locationAfter(file, text.substring(0, text.offsetByCodePoints(0, at)))),
                    String.format(
                            "the character U+%04X is not allowed in YAML; is this a text file?", e.getCodePoint()));
        } catch (YAMLException | IllegalArgumentException e) {
            // The library throws NumberFormatException for an escape such as \U99999999.
            refuse(last, "the YAML is invalid from here on; look for a wrong escape in a quoted text");
        }
        return Optional.empty();
    }

    private Event next() {
        Event e = events.next();
        last = location(e.getEndMark());
        return e;
    }

    private Node node(Event e, int depth) {
        Location at = location(e.getStartMark());
        if (e instanceof AliasEvent alias) {
            refuse(
                    at,
                    "*" + alias.getAnchor()
                            + ": aliases are not allowed; write the value out, or share it with extends");
            return new Node.Scalar(at, "", true);
        }
        if (e instanceof NodeEvent n && n.getAnchor() != null) {
            problems.add(
                    at, "", "&" + n.getAnchor() + ": anchors are not allowed; write the value out where it is needed");
        }
        String tag = e instanceof ScalarEvent s ? s.getTag() : ((CollectionStartEvent) e).getTag();
        if (tag != null) {
            String written = tag.replace("tag:yaml.org,2002:", "!!");
            problems.add(at, "", "the tag " + written + " is not allowed; the type follows from the key");
        }
        if (e instanceof ScalarEvent s) {
            PrintableText.firstControl(s.getValue())
                    .ifPresent(c -> problems.add(
                            at,
                            "",
                            String.format(
                                    "the text contains the control character U+%04X, which is not allowed; remove it",
                                    c)));
            return new Node.Scalar(at, s.getValue(), s.isPlain());
        }
        if (depth >= SuiteLimits.NESTING) {
            refuse(at, "maps and lists are nested more than " + SuiteLimits.NESTING + " levels deep");
            return new Node.Scalar(at, "", true);
        }
        return e instanceof SequenceStartEvent ? sequence(at, depth) : mapping(at, depth);
    }

    private Node sequence(Location at, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event e = next(); !e.is(Event.ID.SequenceEnd); e = next()) {
            items.add(node(e, depth + 1));
            if (broken) {
                break;
            }
        }
        return new Node.Sequence(at, items);
    }

    private Node mapping(Location at, int depth) {
        List<Node.Pair> pairs = new ArrayList<>();
        Map<String, Location> seen = new HashMap<>();
        Optional<Node.Pair> before = Optional.empty();
        Node last = null;
        List<String> joined = new ArrayList<>();
        int end = -1;
        for (Event e = next(); !e.is(Event.ID.MappingEnd); e = next()) {
            Node key = node(e, depth + 1);
            Event written = broken ? null : next();
            Node value = broken ? null : node(written, depth + 1);
            if (broken) {
                break;
            }
            if (e.getStartMark().getIndex() == end + 1 && decimal(last) && decimal(key) && value.isNull()) {
                if (joined.isEmpty()) {
                    joined.add(last.text());
                }
                joined.add(key.text());
            } else {
                add(before, joined, pairs);
                before = pair(key, value, seen);
                last = value;
                joined.clear();
            }
            end = written instanceof ScalarEvent s && s.isPlain()
                    ? s.getEndMark().getIndex()
                    : -1;
        }
        add(before, joined, pairs);
        return new Node.Mapping(at, pairs);
    }

    private static boolean decimal(Node node) {
        return node instanceof Node.Scalar s && s.plain() && YamlNumbers.isDecimal(s.text());
    }

    /**
     * Adds a pair. In {@code {rate: 0,1}} YAML reads the 1 as a key without a value, and likewise both 000 in
     * {@code {steps: 1,000,000}}. Such keys are joined to the value, and reading continues with the number that was
     * most likely meant.
     */
    private void add(Optional<Node.Pair> pair, List<String> parts, List<Node.Pair> to) {
        if (pair.isEmpty() || parts.isEmpty()) {
            pair.ifPresent(to::add);
            return;
        }
        Node.Pair p = pair.get();
        Location at = p.value().location();
        String joined = String.join(",", parts);
        Optional<String> meant = YamlNumbers.withoutComma(joined, false);
        boolean few = parts.size() <= MAX_JOINED;
        String list = few ? ", or, for a list, " + p.key() + ": [" + String.join(", ", parts) + "]" : "";
        problems.add(
                at,
                "",
                "a comma starts a new key here, so " + Excerpt.of(joined) + " is not a number; write "
                        + meant.map(m -> p.key() + ": " + m).orElse("the number without commas" + list));
        String read =
                meant.map(m -> m.substring(m.lastIndexOf(' ') + 1)).orElse(few ? String.join("", parts) : parts.get(0));
        to.add(new Node.Pair(p.key(), p.location(), new Node.Scalar(at, read, true)));
    }

    private Optional<Node.Pair> pair(Node key, Node value, Map<String, Location> seen) {
        if (!(key instanceof Node.Scalar s)) {
            wrongKeys.add(key.location(), "", "a key must be a word, not " + key.describe());
            return Optional.empty();
        }
        if (s.text().isBlank()) {
            problems.add(key.location(), "", "a key is missing before ':'");
            return Optional.empty();
        }
        if (s.plain() && s.text().equals("<<")) {
            problems.add(key.location(), "", "merge keys are not allowed; share values with extends");
            return Optional.empty();
        }
        Location before = seen.putIfAbsent(s.text(), s.location());
        if (before != null) {
            String where = before.line() == 0 ? "" : ", first in line " + before.line();
            problems.add(
                    key.location(), "", "the key " + s.describe() + " is given twice" + where + "; keep one of them");
            return Optional.empty();
        }
        if (s.text().indexOf('\n') >= 0) {
            problems.add(key.location(), "", "a key must be on one line, but this one contains a line break");
            return Optional.empty();
        }
        if (s.text().equals(NAME)
                && value instanceof Node.Scalar name
                && name.text().indexOf('\n') >= 0) {
            problems.add(value.location(), NAME, "a name must be on one line, but this one contains a line break");
        }
        return Optional.of(new Node.Pair(s.text(), s.location(), value));
    }

    private void refuse(Location at, String message) {
        broken = true;
        problems.add(at, "", message);
    }

    /** Converts a mark, which counts from 0, to a location, which counts from 1. */
    private Location location(Mark mark) {
        return locate.apply(new Location(file, mark.getLine() + 1, mark.getColumn() + 1));
    }
}
