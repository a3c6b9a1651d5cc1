package dev.engram.engine.plugins;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The checksum of a component that a program contains: that of its class file, and of the class files that it uses,
 * directly or indirectly. The classes of jars and of the SPI are left out. So the numbers of a component in a program
 * are not taken for those of its earlier version, while changes elsewhere in the program make no difference.
 */
final class ClassChecksum {
    private static final String SPI = "dev.engram.spi.";

    private final ClassLoader loader;
    private final Map<String, byte[]> files = new TreeMap<>();

    private ClassChecksum(ClassLoader loader) {
        this.loader = loader;
    }

    /**
     * Returns the checksum.
     *
     * @throws IOException if the class loader does not provide the class file
     */
    static String of(Class<?> type) throws IOException {
        ClassChecksum checksum = new ClassChecksum(type.getClassLoader());
        checksum.addAll(type);
        StringBuilder list = new StringBuilder();
        checksum.files.forEach((name, bytes) ->
                list.append(name).append(' ').append(Checksums.of(bytes)).append('\n'));
        return Checksums.of(list.toString().getBytes(StandardCharsets.UTF_8));
    }

    private void addAll(Class<?> type) throws IOException {
        Deque<Class<?>> waiting = new ArrayDeque<>(List.of(type));
        Set<Class<?>> seen = new HashSet<>(waiting);
        while (!waiting.isEmpty()) {
            String name = waiting.remove().getName();
            byte[] bytes = read(name);
            files.put(name, bytes);
            for (String used : classNames(new DataInputStream(new ByteArrayInputStream(bytes)))) {
                Class<?> found = find(used);
                if (found != null && isOfProgram(found) && seen.add(found)) {
                    waiting.add(found);
                }
            }
        }
    }

    private byte[] read(String name) throws IOException {
        try (InputStream in = loader.getResourceAsStream(name.replace('.', '/') + ".class")) {
            if (in == null) {
                throw new IOException(
                        "the class file of " + name + " cannot be read, so the runs of the component could"
                                + " not be told from those of its next version; compile it into a folder or a jar");
            }
            return in.readAllBytes();
        }
    }

    /**
     * Returns a class, and for an array that of its elements; null if it does not exist, as an optional part of a
     * library may not.
     */
    private Class<?> find(String name) {
        try {
            Class<?> type = Class.forName(name, false, loader);
            while (type.isArray()) {
                type = type.getComponentType();
            }
            return type;
        } catch (ClassNotFoundException | LinkageError e) {
            return null;
        }
    }

    private boolean isOfProgram(Class<?> type) {
        if (type.getClassLoader() != loader || type.getName().startsWith(SPI)) {
            return false;
        }
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null
                || source.getLocation() == null
                || !source.getLocation().getPath().endsWith(".jar");
    }

    /** Returns the classes in the constant pool of a class file (Java Virtual Machine Specification, 4.4). */
    private static Set<String> classNames(DataInputStream in) throws IOException {
        in.skipNBytes(8); // the magic number and the version
        int count = in.readUnsignedShort();
        Map<Integer, String> texts = new HashMap<>();
        Set<Integer> classes = new TreeSet<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case 1 -> texts.put(i, in.readUTF());
                case 7 -> classes.add(in.readUnsignedShort());
                case 5, 6 -> { // long and double take two entries
                    in.skipNBytes(8);
                    i++;
                }
                case 3, 4, 9, 10, 11, 12, 17, 18 -> in.skipNBytes(4);
                case 8, 16, 19, 20 -> in.skipNBytes(2);
                case 15 -> in.skipNBytes(3);
                default -> throw new IOException("a class file has a constant of unknown type " + tag);
            }
        }
        Set<String> names = new TreeSet<>();
        classes.forEach(c -> names.add(texts.get(c).replace('/', '.')));
        return names;
    }
}
