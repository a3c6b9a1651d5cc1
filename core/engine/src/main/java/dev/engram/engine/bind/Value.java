package dev.engram.engine.bind;

import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.NumericRange;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.YamlNumbers;
import dev.engram.engine.yaml.YamlWriter;
import dev.engram.spi.Schedule;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The value of a field, bound to its type. It creates the value for any step, and writes it. */
sealed interface Value permits Value.Plain, Value.File, Value.Items, Value.Scheduled, BoundRecipe {
    Object at(long t, long total);

    /** Returns whether it is the same at every step. */
    default boolean constant() {
        return true;
    }

    /** Returns the value as YAML on one line, with {@code files} writing the files. */
    String text(Function<Path, String> files);

    /** Adds the components that it contains. */
    default void parts(List<Entry> into) {}

    /** Adds the files that it names. */
    default void files(List<Path> into) {}

    /** Adds the numbers that schedules give. */
    default void scheduled(List<Scheduled> into) {}

    /** Adds the components that vary in time, inner ones first. */
    default void timeVarying(List<BoundRecipe<?>> into) {}

    /** A number, a word or text. */
    record Plain(Object value) implements Value {
        @Override
        public Object at(long t, long total) {
            return value;
        }

        @Override
        public String text(Function<Path, String> files) {
            return YamlWriter.write(value);
        }
    }

    /** A file. */
    record File(Path path) implements Value {
        @Override
        public Object at(long t, long total) {
            return path;
        }

        @Override
        public String text(Function<Path, String> files) {
            return files.apply(path);
        }

        @Override
        public void files(List<Path> into) {
            into.add(path);
        }
    }

    /** A list. */
    record Items(List<Value> values) implements Value {
        @Override
        public Object at(long t, long total) {
            return values.stream().map(v -> v.at(t, total)).toList();
        }

        @Override
        public boolean constant() {
            return values.stream().allMatch(Value::constant);
        }

        @Override
        public String text(Function<Path, String> files) {
            return values.stream().map(v -> v.text(files)).collect(Collectors.joining(", ", "[", "]"));
        }

        @Override
        public void parts(List<Entry> into) {
            values.forEach(v -> v.parts(into));
        }

        @Override
        public void files(List<Path> into) {
            values.forEach(v -> v.files(into));
        }

        @Override
        public void scheduled(List<Scheduled> into) {
            values.forEach(v -> v.scheduled(into));
        }

        @Override
        public void timeVarying(List<BoundRecipe<?>> into) {
            values.forEach(v -> v.timeVarying(into));
        }
    }

    /**
     * A number that a schedule gives at each step.
     *
     * @param type the type of the field: a primitive number or its wrapper
     */
    record Scheduled(BoundRecipe<Schedule> schedule, Class<?> type, NumericRange range, Location location, String path)
            implements Value {
        /** Returns the value of the schedule, before conversion to the type of the field. */
        double number(long t, long total) {
            return schedule.get().at(t, total);
        }

        boolean allows(double x) {
            return YamlNumbers.contains(range, x, type == float.class || type == Float.class);
        }

        /** Integers are rounded to nearest, ties to even. */
        @Override
        public Object at(long t, long total) {
            double x = number(t, total);
            if (type == float.class || type == Float.class) {
                return (float) x;
            }
            if (type == double.class || type == Double.class) {
                return x;
            }
            double whole = Math.rint(x);
            return type == int.class || type == Integer.class ? (Object) (int) whole : (Object) (long) whole;
        }

        @Override
        public boolean constant() {
            return false;
        }

        @Override
        public String text(Function<Path, String> files) {
            return schedule.text(files);
        }

        @Override
        public void parts(List<Entry> into) {
            schedule.parts(into);
        }

        @Override
        public void files(List<Path> into) {
            schedule.files(into);
        }

        @Override
        public void scheduled(List<Scheduled> into) {
            into.add(this);
        }
    }
}
