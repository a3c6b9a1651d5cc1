package dev.engram.app.cli.results;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.report.Report;
import dev.engram.app.report.WeightPictures;
import dev.engram.app.run.FileErrors;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "report",
        description = "Write the stored results of a suite as one self-contained HTML page. Nothing is run.",
        mixinStandardHelpOptions = true)
public final class ReportCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private StoredSuite suite;

    @Option(
            names = "--to",
            paramLabel = "FILE",
            description = "Output file (default: the suite's name with .html, in the --out folder).")
    private Path to;

    private record Written(String suite, String page) {}

    public ReportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        suite.requireResults();
        Written written = suite.read((e, store, plugins) -> new Written(
                e.plan().suite().name(),
                Report.page(e, suite.replayCommand(), Version.engram(), WeightPictures.of(e, store))));
        Path page = to == null ? suite.outputFile(written.suite(), ".html") : to;
        try {
            if (page.toAbsolutePath().getParent() != null) {
                Files.createDirectories(page.toAbsolutePath().getParent());
            }
            Files.writeString(page, written.page());
        } catch (IOException e) {
            throw UserError.because(
                    page + " cannot be written (" + FileErrors.reason(e) + "); choose another file with --to");
        }
        console.out().println(page);
        console.out().flush();
        return ExitCode.OK;
    }
}
