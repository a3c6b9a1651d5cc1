package dev.engram.app.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.engram.engine.plugins.PluginException;
import dev.engram.engine.plugins.Plugins;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpiSuggestionsTest {
    @TempDir
    private Path folder;

    private String refused(String source) throws IOException {
        Path file = Files.writeString(folder.resolve("Mine.java"), source);
        PluginException e = assertThrows(PluginException.class, () -> Plugins.load(List.of(file), List.of()));
        return e.problems().stream()
                .map(SpiSuggestions::text)
                .map(t -> t.replace(folder + "/", ""))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void aMisspelledNameOfTheSpiIsSuggested() throws IOException {
        assertEquals("""
            Mine.java:4:8: Mine is not abstract and does not override abstract \
            method update(dev.engram.spi.Step) in dev.engram.spi.Optimizer; write public void update(Step s)
            Mine.java:5:3: method does not override or implement a method from a supertype; did you mean elementwise?
            Mine.java:8:3: method does not override or implement a method from a supertype; did you mean update?
            Mine.java:10:18: cannot find symbol; symbol: method gradients(); location: variable s of type \
            dev.engram.spi.Step; did you mean gradient?
            Mine.java:11:5: cannot find symbol; symbol: class Matrixx; location: class Mine; did you mean Matrix?
            Mine.java:12:18: cannot find symbol; symbol: method frobnicate(); location: class \
            java.lang.String
            Mine.java:13:26: cannot find symbol; symbol: method intercept(); location: variable p of type \
            dev.engram.spi.Parameter; Parameter has cols, from, inNetwork, is, isHiddenWeight, isWeight, name, rows, \
            tags, to""", refused("""
            import dev.engram.spi.*;
            /** Descends. */
            @Component("mine")
            public record Mine(@Hyper("1") float rate) implements Optimizer {
              @Override
              public boolean elementWise() { return true; }

              @Override
              public void updates(Step s) {
                float[] g = s.gradients();
                Matrixx m = null;
                String x = "".frobnicate();
                Parameter p = null; p.intercept();
              }
            }
            """));
    }
}
