package dev.engram.app.cli.components;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.download.DownloadFailedException;
import dev.engram.app.download.Downloader;
import dev.engram.app.download.PublishedData;
import dev.engram.app.run.FileErrors;
import dev.engram.engine.yaml.NameSuggestions;
import dev.engram.engine.yaml.YamlWriter;
import dev.engram.spi.io.DataFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "data",
        description = {
            "Download data sets, or list those that can be downloaded.",
            "The files are checked with the checksums of their publishers. An interrupted download continues when the"
                    + " command is given again."
        },
        mixinStandardHelpOptions = true)
public final class DataCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            arity = "0..*",
            paramLabel = "NAME",
            completionCandidates = CompletionCandidates.PublishedDataNames.class,
            description = "Data set: mnist, fashion-mnist, cifar-10 or cifar-100 (default: list them).")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--to",
            paramLabel = "DIR",
            description =
                    "Folder for data sets, each in a subfolder (default: the cache, where suites find" + " them).")
    private Path to;

    @Option(
            names = "--mirror",
            paramLabel = "URL",
            description = "Address of a folder with the same files, to use instead of the publishers.")
    private String mirror;

    public DataCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        List<PublishedData> wanted = names.stream().map(DataCommand::find).toList();
        if (mirror != null && !mirror.matches("https?://[^ ]+")) {
            throw UserError.because(
                    "--mirror " + mirror + ": expected an address that begins with https:// or http://");
        }
        if (wanted.isEmpty()) {
            list();
            return ExitCode.OK;
        }
        boolean complete = true;
        for (PublishedData data : wanted) {
            complete &= download(mirror == null ? data : data.at(mirror));
        }
        return complete ? ExitCode.OK : ExitCode.FAILED;
    }

    private static PublishedData find(String name) {
        return PublishedData.ALL.stream()
                .filter(d -> d.name().equals(name))
                .findFirst()
                .orElseThrow(() -> UserError.because("there is no data set '" + name + "' to download"
                        + NameSuggestions.hint(
                                name,
                                PublishedData.ALL.stream()
                                        .map(PublishedData::name)
                                        .toList())));
    }

    private Path folder(PublishedData data) {
        return to != null
                ? to.resolve(data.name())
                : DataFiles.cached(data.name())
                        .orElseThrow(() -> UserError.because(
                                "data sets are kept in the cache, but ENGRAM_CACHE is off; give a folder with --to"));
    }

    private void list() {
        for (PublishedData data : PublishedData.ALL) {
            Optional<Path> folder = to == null ? DataFiles.cached(data.name()) : Optional.of(folder(data));
            String state = folder.filter(f -> Downloader.isComplete(data, f))
                    .map(f -> "in " + f)
                    .orElse("not downloaded");
            console.out().println(String.format(Locale.ROOT, "%-13s  %s; %s", data.name(), data.description(), state));
        }
    }

    private boolean download(PublishedData data) {
        Path folder = folder(data);
        console.err().println(data.name() + ": " + data.description());
        try {
            new Downloader(line -> console.err().println("  " + line)).download(data, folder);
        } catch (DownloadFailedException e) {
            fail(data, folder, e);
            return false;
        } catch (IOException e) {
            console.err()
                    .println(folder + " cannot be written (" + FileErrors.reason(e) + "); choose another folder"
                            + " with --to");
            return false;
        }
        console.out().println(folder);
        console.err()
                .println("In a suite:  data: "
                        + (to == null
                                ? data.name()
                                : "{" + data.name() + ": {directory: " + YamlWriter.write(folder.toAbsolutePath())
                                        + "}}"));
        return true;
    }

    /** Says what to do without a network. */
    private void fail(PublishedData data, Path folder, DownloadFailedException e) {
        console.err().println("engram: " + data.name() + ": " + e.getMessage() + ":");
        e.reasons().forEach(r -> console.err().println("  " + r));
        console.err().println("Without a network: download on another computer, and put into " + folder);
        for (PublishedData.PublishedFile file : data.files()) {
            console.err()
                    .println("  " + file.name() + "  (" + file.algorithm() + " " + file.checksum() + ")"
                            + (file.contents().isEmpty() ? "" : ", unpacked: " + String.join(", ", file.contents())));
        }
        console.err()
                .println("then give the command again; or name a server that has them: engram data " + data.name()
                        + " --mirror URL");
    }
}
