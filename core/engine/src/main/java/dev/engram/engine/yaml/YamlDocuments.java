package dev.engram.engine.yaml;

import java.util.Iterator;
import java.util.List;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.Yaml;

/** Writes trees of maps, lists, text, numbers and bytes as YAML for other programs, one entry a line. */
public final class YamlDocuments {
    private static final int INDENT = 2;

    private YamlDocuments() {}

    /** Returns the documents as one text. Maps keep their order; texts are quoted where YAML needs it. */
    public static String write(List<?> documents) {
        DumperOptions options = new DumperOptions();
        options.setDefaultFlowStyle(DumperOptions.FlowStyle.BLOCK);
        options.setExplicitStart(true);
        options.setIndent(INDENT);
        options.setSplitLines(false);
        Iterator<?> all = documents.iterator();
        return new Yaml(options).dumpAll(all);
    }
}
