package dev.engram.testkit.contract.bytecode;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The members that a compiled class uses, read from its constant pool (Java Virtual Machine Specification, 4.4).
 *
 * @param owners the names of the classes whose members it uses
 * @param members the methods and fields that it uses, such as {@code java.lang.Math.exp}
 */
record ClassFile(Set<String> owners, Set<String> members) {
    private static final int UTF8 = 1, CLASS = 7, FIELD = 9, METHOD = 10, INTERFACE_METHOD = 11, NAME_AND_TYPE = 12;

    /** Returns what a class uses; empty if its class loader does not provide class files. */
    static Optional<ClassFile> of(Class<?> type) throws IOException {
        String name = type.getName();
        try (InputStream in = type.getResourceAsStream(name.substring(name.lastIndexOf('.') + 1) + ".class")) {
            return in == null ? Optional.empty() : Optional.of(read(new DataInputStream(in)));
        }
    }

    private static ClassFile read(DataInputStream in) throws IOException {
        in.skipNBytes(8); // the magic number and the version
        int count = in.readUnsignedShort();
        Map<Integer, String> texts = new TreeMap<>();
        Map<Integer, Integer> classes = new TreeMap<>(), names = new TreeMap<>();
        Map<Integer, int[]> members = new LinkedHashMap<>();
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            switch (tag) {
                case UTF8 -> texts.put(i, in.readUTF());
                case CLASS -> classes.put(i, in.readUnsignedShort());
                case FIELD, METHOD, INTERFACE_METHOD ->
                    members.put(i, new int[] {in.readUnsignedShort(), in.readUnsignedShort()});
                case NAME_AND_TYPE -> {
                    names.put(i, in.readUnsignedShort());
                    in.skipNBytes(2);
                }
                case 3, 4, 17, 18 -> in.skipNBytes(4); // int, float, dynamic
                case 5, 6 -> { // long and double take two entries
                    in.skipNBytes(8);
                    i++;
                }
                case 8, 16, 19, 20 -> in.skipNBytes(2); // string, method type, module, package
                case 15 -> in.skipNBytes(3); // method handle
                default -> throw new IOException("a class file with a constant of unknown type " + tag);
            }
        }
        Set<String> owners = new TreeSet<>(), used = new TreeSet<>();
        for (int[] m : members.values()) {
            String owner = texts.get(classes.get(m[0])).replace('/', '.');
            owners.add(owner);
            used.add(owner + "." + texts.get(names.get(m[1])));
        }
        return new ClassFile(owners, used);
    }
}
