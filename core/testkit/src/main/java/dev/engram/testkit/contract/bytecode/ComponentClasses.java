package dev.engram.testkit.contract.bytecode;

import dev.engram.testkit.contract.check.ContractResult;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The classes of a component: its own, and those of its package that it uses, directly or indirectly. */
public final class ComponentClasses {
    private static final String CLOCKS = "reads a clock; count steps instead";
    private static final String RANDOMNESS = "draws its own random numbers; use the random stream that is passed in";
    private static final String MACHINE = "depends on the machine or its load";
    private static final String THREADS =
            "uses threads, whose order is not deterministic; a component runs in the calling thread";
    private static final String ROUNDING =
            "may differ between JVMs in its last digit; use dev.engram.spi.Maths or StrictMath";

    private static final String POWER =
            "may differ between JVMs in its last digit; use dev.engram.spi.Maths.pow with two floats, which allocates"
                    + " nothing";

    /** The calls that are not allowed, as patterns of class and member, and why. */
    private static final Map<Pattern, String> FORBIDDEN = forbidden();

    private final Class<?> type;

    public ComponentClasses(Class<?> type) {
        this.type = type;
    }

    private static Map<Pattern, String> forbidden() {
        Map<Pattern, String> all = new LinkedHashMap<>();
        all.put(
                Pattern.compile(
                        "java\\.lang\\.System\\.(nanoTime|currentTimeMillis)|java\\.time\\..*\\.(now|millis|system.*)"
                                + "|java\\.util\\.Date\\.<init>"),
                CLOCKS);
        all.put(
                Pattern.compile("java\\.lang\\.(Strict)?Math\\.random|java\\.util\\.(Splittable)?Random\\..*"
                        + "|java\\.util\\.random\\..*"
                        + "|java\\.util\\.concurrent\\.ThreadLocalRandom\\..*|java\\.security\\.SecureRandom\\..*"
                        + "|java\\.util\\.UUID\\.randomUUID"
                        + "|java\\.util\\.Collections\\.shuffle"),
                RANDOMNESS);
        all.put(
                Pattern.compile("java\\.lang\\.System\\.(identityHashCode|getenv|getProperty|getProperties)"
                        + "|java\\.lang\\.Runtime\\.availableProcessors"
                        + "|java\\.lang\\.Runtime\\.(free|total|max)Memory"),
                MACHINE);
        all.put(
                Pattern.compile("java\\.lang\\.(System|Runtime)\\.(exit|halt)"),
                "ends the program; throw an exception instead");
        all.put(
                Pattern.compile("java\\.lang\\.Thread\\..*"
                        + "|java\\.util\\.concurrent\\.(Executors|ForkJoinPool|CompletableFuture)\\..*"
                        + "|java\\.util\\..*\\.parallel(Stream)?|java\\.util\\.Arrays\\.parallel.*"),
                THREADS);
        all.put(Pattern.compile("java\\.lang\\.Math\\.pow"), POWER);
        all.put(
                Pattern.compile("java\\.lang\\.Math\\.(sin|cos|tan|asin|acos|atan|atan2|exp|expm1|log|log10|log1p|cbrt"
                        + "|hypot|sinh|cosh|tanh)"),
                ROUNDING);
        return all;
    }

    /** Returns the classes, the component's own first. */
    public Set<Class<?>> classes() throws IOException {
        Set<Class<?>> found = new LinkedHashSet<>();
        Deque<Class<?>> waiting = new ArrayDeque<>(List.of(type));
        while (!waiting.isEmpty()) {
            Class<?> c = waiting.remove();
            if (found.add(c)) {
                ClassFile file = ClassFile.of(c).orElse(null);
                if (file != null) {
                    file.owners().stream()
                            .filter(n -> n.startsWith(prefix())
                                    && !n.startsWith("[")
                                    && n.indexOf('.', prefix().length()) < 0)
                            .forEach(n -> waiting.add(load(n)));
                }
            }
        }
        return found;
    }

    private String prefix() {
        return type.getPackageName().isEmpty() ? "" : type.getPackageName() + ".";
    }

    private Class<?> load(String name) {
        try {
            return Class.forName(name, false, type.getClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("the class " + name + " that " + type.getName() + " uses is missing", e);
        }
    }

    /** Checks that no class calls anything whose result depends on the run or on the machine. */
    public ContractResult checkDeterministic() throws IOException {
        int read = 0;
        for (Class<?> c : classes()) {
            ClassFile file = ClassFile.of(c).orElse(null);
            if (file == null) {
                continue;
            }
            read++;
            for (String member : file.members()) {
                for (Map.Entry<Pattern, String> e : FORBIDDEN.entrySet()) {
                    if (e.getKey().matcher(member).matches()) {
                        return ContractResult.failed(
                                "the class %s uses %s, which %s",
                                c.getSimpleName().isEmpty() ? c.getName() : c.getSimpleName(),
                                member.replace(".<init>", ""),
                                e.getValue());
                    }
                }
            }
        }
        return read == 0
                ? ContractResult.skipped("its class files cannot be read")
                : ContractResult.passed("%d class%s read", read, read == 1 ? "" : "es");
    }

    /** Returns the contents of all static fields. */
    public ObjectGraph staticState() throws IOException, IllegalAccessException {
        ObjectGraph all = new ObjectGraph(type);
        for (Class<?> c : classes()) {
            for (java.lang.reflect.Field f : c.getDeclaredFields()) {
                if (Modifier.isStatic(f.getModifiers()) && !f.isSynthetic()) {
                    f.setAccessible(true);
                    all.add(f.get(null), c.getSimpleName() + "." + f.getName());
                }
            }
        }
        return all;
    }
}
