package dev.engram.engine.yaml;

/**
 * A position in a file. Lines and columns count from 1. Line 0 stands for the file as a whole, column 0 for the whole
 * line, such as that of a call in a program.
 */
public record Location(String file, int line, int column) implements Comparable<Location> {
    @Override
    public int compareTo(Location o) {
        int byFile = file.compareTo(o.file);
        int byLine = byFile != 0 ? byFile : Integer.compare(line, o.line);
        return byLine != 0 ? byLine : Integer.compare(column, o.column);
    }

    @Override
    public String toString() {
        if (line == 0) {
            return file;
        }
        return file + ":" + line + (column == 0 ? "" : ":" + column);
    }
}
