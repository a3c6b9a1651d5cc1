package dev.engram.app.cli.text;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The description of a component as a tree of maps and lists, for JSON. */
public final class ComponentData {
    private ComponentData() {}

    public static Map<String, Object> of(Entry e) {
        List<Map<String, Object>> fields = new ArrayList<>();
        for (Hyperparameter f : e.hyperparameters()) {
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("name", f.name());
            field.put("type", ComponentText.type(f));
            f.defaultValue().ifPresent(s -> field.put("default", s));
            field.put("doc", f.doc());
            fields.add(field);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("kind", e.kind().label());
        all.put("name", e.name());
        all.put("version", e.version());
        all.put("plugin", e.origin().plugin());
        all.put("plugin_version", e.origin().version());
        all.put("sha256", e.origin().sha256());
        all.put("documentation", e.documentation());
        all.put("hyperparameters", fields);
        return all;
    }
}
