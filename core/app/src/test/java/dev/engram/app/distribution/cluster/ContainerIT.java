package dev.engram.app.distribution.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.Launcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Does with the Dockerfile what Docker would do, as far as this is possible without Docker. */
class ContainerIT {
    /** The distribution, seen from the folder of the Dockerfile. */
    private static final Path BUILT = Path.of("target/engram");

    private static List<String> instructions(String name) throws IOException {
        return Files.readAllLines(Path.of("Dockerfile")).stream()
                .filter(l -> l.startsWith(name + " "))
                .map(l -> l.substring(name.length() + 1))
                .toList();
    }

    /** Returns where the folders of the image are on this machine. */
    private static Map<String, Path> copies() throws IOException {
        Map<String, Path> copies = new HashMap<>();
        for (String copy : instructions("COPY")) {
            String[] sourceAndTarget = copy.split(" ");
            Path source = Path.of(sourceAndTarget[0]);
            assertTrue(source.startsWith(BUILT), copy);
            copies.put(
                    sourceAndTarget[1],
                    Launcher.HOME.resolve(BUILT.relativize(source).toString()));
        }
        return copies;
    }

    @Test
    void everythingThatIsCopiedExists() throws IOException {
        assertEquals(
                List.of(), copies().values().stream().filter(Files::notExists).toList());
    }

    @Test
    void theEntryPointRunsWithTheUserAndTheVariablesOfTheImage() throws IOException {
        List<String> command = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            String user = instructions("USER").get(0);
            command.addAll(List.of("setpriv", "--reuid=" + user, "--regid=" + user, "--clear-groups"));
        }
        for (String word :
                instructions("ENTRYPOINT").get(0).replaceAll("[\\[\\]\" ]", "").split(",")) {
            command.add(copies().entrySet().stream()
                    .filter(c -> word.startsWith(c.getKey() + "/"))
                    .map(c -> c.getValue() + word.substring(c.getKey().length()))
                    .findFirst()
                    .orElse(word));
        }
        Map<String, String> environment = new HashMap<>();
        for (String variable : instructions("ENV").get(0).split(" ")) {
            environment.put(variable.replaceFirst("=.*", ""), variable.replaceFirst("^[^=]*=", ""));
        }
        CommandResult help = Launcher.shell(
                Path.of(instructions("WORKDIR").get(0)), environment, String.join(" ", command) + " --help");
        assertEquals(0, help.code(), help.err());
        assertEquals("", help.err());
        assertTrue(help.out().contains("engram work"), help.out());
    }
}
