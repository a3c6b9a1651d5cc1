package dev.engram.plugins.datasets;

import dev.engram.plugins.datasets.ArffAttribute.Type;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The declarations of a file in ARFF, up to the line with data. */
final class ArffHeader {
    private final ArffLexer in;
    private final Map<String, ArffAttribute> attributes = new LinkedHashMap<>();

    private ArffHeader(ArffLexer in) {
        this.in = in;
    }

    /** Reads the declarations; what follows are the examples. */
    static List<ArffAttribute> read(ArffLexer in) throws IOException {
        ArffHeader header = new ArffHeader(in);
        while (header.readDeclaration()) {
            in.requireEndOfLine("the declaration");
        }
        in.requireEndOfLine("@data");
        return List.copyOf(header.attributes.values());
    }

    /** Returns whether there are more declarations. */
    private boolean readDeclaration() throws IOException {
        if (!in.skipToContent()) {
            throw in.error("there is no line @data before the end of the file; it is not an ARFF file, or truncated:"
                    + " fetch it again");
        }
        String word = in.value("@relation, @attribute or @data");
        switch (word.toLowerCase(Locale.ROOT)) {
            case "@relation" -> in.skipLine();
            case "@attribute" -> readAttribute();
            case "@data" -> {
                return false;
            }
            default ->
                throw in.error("there is no declaration '" + word + "'; before the examples write @relation, @attribute"
                        + " or @data, and % before a comment");
        }
        return true;
    }

    private void readAttribute() throws IOException {
        String name = in.value("the name of the attribute");
        int line = in.line();
        int column = in.column();
        ArffAttribute other = attributes.get(name);
        if (other != null) {
            throw in.error(other.shown() + " is already declared in line " + other.line() + "; rename one of them");
        }
        Map<String, Integer> values = new LinkedHashMap<>();
        Type type = Type.NOMINAL;
        if (in.accept('{')) {
            readValues(values);
        } else {
            type = type(in.value("a type: numeric, integer, real, string, date or {listed values}"));
        }
        if (type == Type.DATE && !in.atEndOfLine()) {
            in.value("the format of dates");
        }
        attributes.put(name, new ArffAttribute(name, type, values, line, column));
    }

    private Type type(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "numeric", "real" -> Type.NUMERIC;
            case "integer" -> Type.INTEGER;
            case "string" -> Type.STRING;
            case "date" -> Type.DATE;
            case "relational" -> throw in.error("relational attributes cannot be read; write the file without them");
            default ->
                throw in.error("there is no type '" + word
                        + "'; use numeric, integer, real, string, date or {listed values}, and put quotes around a"
                        + " name that contains blanks");
        };
    }

    private void readValues(Map<String, Integer> values) throws IOException {
        do {
            String value = in.value("a listed value");
            if (values.putIfAbsent(value, values.size()) != null) {
                throw in.error("the value \"" + value + "\" is listed twice; remove one of them");
            }
        } while (in.accept(','));
        if (!in.accept('}')) {
            throw in.error("after this value there is " + in.next()
                    + " instead of , or }; put quotes around values that contain blanks");
        }
    }
}
