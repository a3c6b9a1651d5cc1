package dev.engram.app.claim;

import dev.engram.app.run.FileErrors;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.engine.claim.Claim;
import dev.engram.engine.claim.ClaimReader;
import dev.engram.engine.yaml.Location;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.Problem;
import dev.engram.engine.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder of claims: one YAML file each. Their suites lie in folders inside. */
public final class ClaimFolder {
    private static final Path HERE = Path.of("experiments", "claims");

    private final Path folder;

    public ClaimFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Returns the folder of the claims that come with Engram: that of the current folder, else that of the
     * distribution.
     *
     * @param home the folder of the distribution; null if the program does not run from one
     */
    public static Path standard(Path home) {
        return Files.isDirectory(HERE) || home == null
                ? HERE
                : home.resolve("manual").resolve(HERE);
    }

    /**
     * Reads claims. Those that can be read are returned, so that their suites can be checked as well.
     *
     * @param ids names of the claims; all of the folder if empty
     * @param found receives all problems of these claims, and all names that do not exist
     * @throws InvalidPlanException if the folder cannot be read
     */
    public List<Claim> read(List<String> ids, List<Problem> found) throws InvalidPlanException {
        Map<String, Path> files = files();
        Problems problems = new Problems();
        Location at = new Location(folder.toString(), 0, 0);
        for (Path f : list(".yml")) {
            problems.add(new Location(f.toString(), 0, 0), "", "the file of a claim ends in .yaml; rename it");
        }
        if (files.isEmpty()) {
            problems.add(at, "", "has no claims; name their folder with --claims");
        }
        List<String> names = ids.isEmpty() ? List.copyOf(files.keySet()) : ids;
        List<Claim> claims = new ArrayList<>();
        for (String name : names.stream().distinct().toList()) {
            if (files.containsKey(name)) {
                new ClaimReader(problems).read(files.get(name)).ifPresent(claims::add);
            } else if (!files.isEmpty()) {
                String list = "; 'engram reproduce --list' lists all " + files.size();
                problems.add(
                        at,
                        "",
                        "has no claim '" + name + "'" + NameSuggestions.hintOr(bare(name), files.keySet(), list));
            }
        }
        found.addAll(problems.list());
        return claims;
    }

    /** Returns the name of the claim in a file. */
    private static String bare(String file) {
        String name = file.substring(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
        return name.endsWith(ClaimReader.ENDING)
                ? name.substring(0, name.length() - ClaimReader.ENDING.length())
                : name;
    }

    private Map<String, Path> files() throws InvalidPlanException {
        Map<String, Path> files = new LinkedHashMap<>();
        list(ClaimReader.ENDING)
                .forEach(f -> files.put(f.getFileName().toString().replace(ClaimReader.ENDING, ""), f));
        return files;
    }

    private List<Path> list(String ending) throws InvalidPlanException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(f -> f.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new InvalidPlanException(List.of(new Problem(
                    new Location(folder.toString(), 0, 0), "", "cannot be read (" + FileErrors.reason(e) + ")")));
        }
    }
}
