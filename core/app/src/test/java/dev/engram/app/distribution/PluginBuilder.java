package dev.engram.app.distribution;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** Builds plugins as a third party does: javac with the SPI's jar and annotation processors, then a jar or a zip. */
public final class PluginBuilder {
    /** The source of a third-party optimizer, with placeholders for name, type and loop body. */
    static final String SIGN = """
        package stranger;

        import dev.engram.spi.Component;
        import dev.engram.spi.Hyper;
        import dev.engram.spi.Optimizer;
        import dev.engram.spi.Step;

        /** Steps of one size, whatever the gradient's. */
        @Component("%1$s")
        public record %2$s(@Hyper(value = "0.01", range = "[0,inf)", doc = "size of a step") float rate)
            implements Optimizer {
          @Override
          public void update(Step s) {
            float[] g = s.gradient();
            for (int i = s.from(), to = s.to(); i < to; i++) {
              %3$s
            }
          }
        }
        """;

    private PluginBuilder() {}

    /** Returns the source of an optimizer whose loop has the given body. */
    public static String optimizer(String name, String type, String body) {
        return SIGN.formatted(name, type, body);
    }

    public static Path jar(Path file, String id, String type, String source) throws IOException {
        Path classes = compile(Files.createTempDirectory(file.toAbsolutePath().getParent(), "classes"), type, source);
        Manifest m = new Manifest();
        m.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        m.getMainAttributes().putValue("Plugin-Id", id);
        m.getMainAttributes().putValue("Plugin-Version", "1.0.0");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file), m)) {
            pack(classes, "", out);
        }
        return file;
    }

    /** Builds a zip in the layout of PF4J: plugin.properties and classes/. */
    public static Path zip(Path file, String id, String type, String source) throws IOException {
        Path classes = compile(Files.createTempDirectory(file.toAbsolutePath().getParent(), "classes"), type, source);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            entry(
                    out,
                    "plugin.properties",
                    ("plugin.id=" + id + "\nplugin.version=1.0.0\n").getBytes(java.nio.charset.StandardCharsets.UTF_8));
            pack(classes, "classes/", out);
        }
        return file;
    }

    private static Path compile(Path to, String type, String source) throws IOException {
        JavaCompiler javac = ToolProvider.getSystemJavaCompiler();
        StringBuilder messages = new StringBuilder();
        try (StandardJavaFileManager files = javac.getStandardFileManager(null, null, null);
                Stream<Path> lib = Files.list(Launcher.HOME.resolve("lib"))) {
            String path = String.join(
                    java.io.File.pathSeparator,
                    lib.filter(p -> p.getFileName().toString().matches("(engram-spi|pf4j|slf4j-api)-.*\\.jar"))
                            .map(Path::toString)
                            .sorted()
                            .toList());
            List<String> options =
                    List.of("-classpath", path, "-processorpath", path, "--release", "17", "-d", to.toString());
            boolean done = javac.getTask(
                            null,
                            files,
                            d -> messages.append(d).append('\n'),
                            options,
                            null,
                            List.of(new Source(type, source)))
                    .call();
            assertTrue(done, messages::toString);
            return to;
        }
    }

    private static void pack(Path classes, String under, ZipOutputStream out) throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path p : files.filter(Files::isRegularFile).sorted().toList()) {
                entry(out, under + classes.relativize(p).toString().replace('\\', '/'), Files.readAllBytes(p));
            }
        }
    }

    private static void entry(ZipOutputStream out, String name, byte[] bytes) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        ((OutputStream) out).write(bytes);
        out.closeEntry();
    }

    private static final class Source extends SimpleJavaFileObject {
        private final String text;

        Source(String type, String text) {
            super(uri(type), JavaFileObject.Kind.SOURCE);
            this.text = text;
        }

        private static URI uri(String type) {
            try {
                return new URI("string", null, "/stranger/" + type + ".java", null);
            } catch (URISyntaxException e) {
                throw new IllegalArgumentException(e);
            }
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
