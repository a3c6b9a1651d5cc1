package dev.engram.app.components.layers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import org.yaml.snakeyaml.Yaml;

/**
 * A layer computed in double precision by PyTorch, in {@code golden-layers.json}: inputs, output, the gradients of the
 * sum of D * output with respect to everything, and the derivative of the output along a direction of everything.
 */
record GoldenCase(Map<String, Object> json) {
    @SuppressWarnings("unchecked") // JSON is what it is: a map of maps
    private static Map<String, Object> map(Object o) {
        return (Map<String, Object>) o;
    }

    static GoldenCase of(String name) {
        try (InputStream in = GoldenCase.class.getResourceAsStream("/golden-layers.json")) {
            return new GoldenCase(map(map(new Yaml().load(in)).get(name)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static float[] numbers(Object tensor) {
        List<?> data = (List<?>) map(tensor).get("data");
        float[] numbers = new float[data.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = ((Number) data.get(i)).floatValue();
        }
        return numbers;
    }

    private static int[] shape(Object tensor) {
        return ((List<?>) map(tensor).get("shape"))
                .stream().mapToInt(n -> ((Number) n).intValue()).toArray();
    }

    /** Returns the numbers of a tensor outside of the groups. */
    float[] numbers(String name) {
        return numbers(json.get(name));
    }

    /** Returns the numbers of a tensor in a group: in, grad, tangent_in. */
    float[] numbers(String group, String name) {
        return numbers(map(json.get(group)).get(name));
    }

    boolean has(String group, String name) {
        return json.containsKey(group) && map(json.get(group)).containsKey(name);
    }

    /** Returns the shape of the input, with the batch first. */
    int[] inputShape() {
        return shape(map(json.get("in")).get("x"));
    }

    float[] output() {
        return numbers(((List<?>) json.get("out")).get(0));
    }

    float[] errorAtOutput() {
        return numbers(((List<?>) json.get("D")).get(0));
    }

    boolean hasTangent() {
        return json.containsKey("tangent_out");
    }

    float[] tangent() {
        return numbers(((List<?>) json.get("tangent_out")).get(0));
    }
}
