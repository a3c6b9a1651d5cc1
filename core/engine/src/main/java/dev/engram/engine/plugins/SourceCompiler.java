package dev.engram.engine.plugins;

import dev.engram.spi.Component;
import dev.engram.spi.processor.DocumentationProcessor;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.pf4j.DefaultPluginDescriptor;
import org.pf4j.Extension;
import org.pf4j.Plugin;

/**
 * Turns one source file into a plugin. Compiles it in memory against the SPI alone, with the processor that keeps doc
 * comments. Every component has a doc comment, so the comments also serve as the index.
 */
final class SourceCompiler {
    static final String VERSION = "source";
    static final String CLASS = ".class";
    private static final String SPI = "dev.engram.spi.";

    private final Path file;
    private final String name;

    private SourceCompiler(Path file) {
        this.file = file;
        this.name = file.getFileName().toString();
    }

    /** Returns the compiler of the running Java; empty if it has none. */
    static Optional<JavaCompiler> compiler() {
        // Without this module, the class that finds the compiler may be missing as well.
        return ModuleLayer.boot().findModule("jdk.compiler").isPresent()
                ? Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                : Optional.empty();
    }

    /**
     * Compiles a source file.
     *
     * @throws PluginException with all errors of the compiler
     * @throws IllegalArgumentException with the reason if the file compiles but is not a plugin
     * @throws IOException if the file cannot be read
     */
    static PluginArchive read(Path file, Optional<JavaCompiler> compiler, Optional<ClassCache> cache)
            throws IOException {
        return new SourceCompiler(file).read(compiler.orElseThrow(SourcePlugins::noCompiler), cache);
    }

    private PluginArchive read(JavaCompiler compiler, Optional<ClassCache> cache) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        Map<String, byte[]> classes = new TreeMap<>();
        Map<String, String> comments = new TreeMap<>();
        outputs(compiler, bytes, cache).forEach((path, content) -> {
            if (path.endsWith(CLASS)) {
                classes.put(path.substring(0, path.length() - CLASS.length()).replace('/', '.'), content);
            } else if (path.startsWith(DocumentationProcessor.FOLDER)) {
                comments.put(
                        path.substring(
                                DocumentationProcessor.FOLDER.length(),
                                path.length() - DocumentationProcessor.SUFFIX.length()),
                        new String(content, StandardCharsets.UTF_8));
            }
        });
        if (classes.keySet().stream().anyMatch(c -> c.startsWith(SPI))) {
            throw new IllegalArgumentException("its package belongs to Engram; use a package of your own, or none");
        }
        if (comments.isEmpty()) {
            throw new IllegalArgumentException(
                    "it contains no component: annotate its public record with @Component(\"its-name\")");
        }
        DefaultPluginDescriptor descriptor =
                new DefaultPluginDescriptor(name, "", Plugin.class.getName(), VERSION, "*", "", "");
        return new PluginArchive(
                file,
                FileChecksum.known(Checksums.of(bytes)),
                descriptor,
                Optional.of(new TreeSet<>(comments.keySet())),
                comments,
                List.of(),
                classes);
    }

    private static String text(byte[] bytes) {
        try {
            // Some editors start a file with a byte order mark, which the compiler takes for a letter.
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString()
                    .replaceFirst("^\uFEFF", "");
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not UTF-8 text; save it as UTF-8", e);
        }
    }

    /** Returns what the compiler makes of the file, or made of it before. */
    private Map<String, byte[]> outputs(JavaCompiler compiler, byte[] bytes, Optional<ClassCache> cache)
            throws IOException {
        Optional<String> key = cache.isPresent() ? cache.get().key(name, bytes) : Optional.empty();
        if (key.isEmpty()) {
            return compile(compiler, text(bytes));
        }
        Optional<Map<String, byte[]>> known = cache.get().find(key.get());
        if (known.isPresent()) {
            return known.get();
        }
        Map<String, byte[]> made = compile(compiler, text(bytes));
        cache.get().store(key.get(), made);
        return made;
    }

    private Map<String, byte[]> compile(JavaCompiler compiler, String text) throws IOException {
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        Map<String, byte[]> outputs = new TreeMap<>();
        // The oldest Java that Engram runs on, so that a file that compiles here compiles everywhere.
        List<String> options = List.of(
                "-classpath",
                CodeLocation.of(Component.class) + File.pathSeparator + CodeLocation.of(Extension.class),
                "--release",
                "17",
                "-implicit:none",
                "-parameters",
                "-Xlint:none");
        boolean done;
        try (StandardJavaFileManager files =
                compiler.getStandardFileManager(diagnostics, Locale.ROOT, StandardCharsets.UTF_8)) {
            JavaCompiler.CompilationTask task = compiler.getTask(
                    Writer.nullWriter(),
                    new InMemoryFileManager(files, outputs),
                    diagnostics,
                    options,
                    null,
                    List.of(new SourceText(file.toUri(), text)));
            task.setProcessors(List.of(new DocumentationProcessor()));
            task.setLocale(Locale.ROOT);
            done = task.call();
        }
        List<PluginProblem> problems = diagnostics.getDiagnostics().stream()
                .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
                .map(d -> problem(d, text))
                .distinct()
                .toList();
        if (!problems.isEmpty()) {
            throw new PluginException(problems);
        }
        if (!done) {
            throw new IllegalArgumentException(
                    "the compiler failed without a message; compile the file with javac to see more");
        }
        return outputs;
    }

    private PluginProblem problem(Diagnostic<? extends JavaFileObject> d, String text) {
        String place = d.getPosition() == Diagnostic.NOPOS
                ? ""
                : ":" + d.getLineNumber() + ":" + column((int) d.getPosition(), text);
        String message = d.getMessage(Locale.ROOT)
                .lines()
                .map(l -> l.strip().replaceAll("\\s+", " ").replaceAll("[;.]$", ""))
                .collect(Collectors.joining("; "));
        return new PluginProblem(file + place, message);
    }

    /** Counts a tab as one column, as in a suite; the compiler counts it as up to eight. */
    private static int column(int position, String text) {
        return position - Math.max(text.lastIndexOf('\n', position - 1), text.lastIndexOf('\r', position - 1));
    }

    private static final class SourceText extends SimpleJavaFileObject {
        private final String text;

        SourceText(URI uri, String text) {
            super(uri, Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }

    /** Keeps the output of the compiler in memory. */
    private static final class InMemoryFileManager extends ForwardingJavaFileManager<StandardJavaFileManager> {
        private final Map<String, byte[]> outputs;

        InMemoryFileManager(StandardJavaFileManager files, Map<String, byte[]> outputs) {
            super(files);
            this.outputs = outputs;
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location l, String type, JavaFileObject.Kind kind, FileObject sibling) {
            return new InMemoryOutput(type.replace('.', '/') + kind.extension, kind, outputs);
        }

        @Override
        public FileObject getFileForOutput(Location l, String folder, String name, FileObject sibling) {
            String path = folder.isEmpty() ? name : folder.replace('.', '/') + "/" + name;
            return new InMemoryOutput(path, JavaFileObject.Kind.OTHER, outputs);
        }

        @Override
        public boolean isSameFile(FileObject a, FileObject b) {
            return a.toUri().equals(b.toUri());
        }
    }

    private static final class InMemoryOutput extends SimpleJavaFileObject {
        private final String path;
        private final Map<String, byte[]> outputs;

        InMemoryOutput(String path, Kind kind, Map<String, byte[]> outputs) {
            super(URI.create("memory:///" + path), kind);
            this.path = path;
            this.outputs = outputs;
        }

        @Override
        public OutputStream openOutputStream() {
            return new ByteArrayOutputStream() {
                @Override
                public void close() {
                    outputs.put(path, toByteArray());
                }
            };
        }
    }
}
