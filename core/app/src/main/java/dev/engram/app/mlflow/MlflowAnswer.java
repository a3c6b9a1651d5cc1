package dev.engram.app.mlflow;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An object in an answer of a server. A field that is missing or has another type is reported. */
record MlflowAnswer(String request, Map<?, ?> fields) {
    String text(String name) throws MlflowException {
        String text = optionalText(name);
        if (text.isEmpty()) {
            throw unexpected(name);
        }
        return text;
    }

    /** Returns an empty text for a missing field, as protocol buffers do. */
    String optionalText(String name) throws MlflowException {
        Object value = fields.get(name);
        if (value == null) {
            return "";
        }
        if (value instanceof String text) {
            return text;
        }
        throw unexpected(name);
    }

    MlflowAnswer object(String name) throws MlflowException {
        if (fields.get(name) instanceof Map<?, ?> map) {
            return new MlflowAnswer(request, map);
        }
        throw unexpected(name);
    }

    /** Returns an empty list for a missing field, as protocol buffers do. */
    List<MlflowAnswer> objects(String name) throws MlflowException {
        if (!fields.containsKey(name)) {
            return List.of();
        }
        if (!(fields.get(name) instanceof List<?> items)) {
            throw unexpected(name);
        }
        List<MlflowAnswer> objects = new ArrayList<>();
        for (Object item : items) {
            if (!(item instanceof Map<?, ?> map)) {
                throw unexpected(name);
            }
            objects.add(new MlflowAnswer(request, map));
        }
        return objects;
    }

    private MlflowException unexpected(String name) {
        return new MlflowException("the answer to " + request + " has no valid '" + name
                + "'; check that --server is the address of an MLflow server");
    }
}
