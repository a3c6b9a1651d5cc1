package dev.engram.app.cli;

import dev.engram.app.console.Console;
import dev.engram.app.export.EventFiles;
import dev.engram.app.export.Measurements;
import dev.engram.app.report.ChartImages;
import dev.engram.app.results.SuiteResults;
import dev.engram.app.run.FileErrors;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Version;
import dev.engram.engine.render.LatexView;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Writes the stored runs of a suite in a format of other tools. Runs nothing.",
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    enum Format {
        CSV(".csv"),
        JSONL(".jsonl"),
        LATEX(".tex"),
        TENSORBOARD("-events"),
        SVG("-charts"),
        PNG("-charts");

        private final String extension;

        Format(String ending) {
            this.extension = ending;
        }

        private void write(SuiteResults e, Path to, Path browser) throws IOException, InterruptedException {
            switch (this) {
                case CSV -> Measurements.csv(e, to);
                case JSONL -> Measurements.jsonLines(e, to);
                case LATEX ->
                    Files.writeString(
                            to,
                            LatexView.render(
                                    e.comparison(),
                                    e.statisticalTies(),
                                    e.suiteComparison().tuned()));
                case TENSORBOARD -> EventFiles.write(e, to);
                case SVG, PNG -> writeCharts(e, to, browser);
                default -> throw new IllegalStateException("no writer for " + this);
            }
        }

        private void writeCharts(SuiteResults e, Path to, Path browser) throws IOException, InterruptedException {
            if (ChartImages.write(e, ChartImages.Format.valueOf(name()), Version.engram(), browser, to) == 0) {
                throw UserError.because(browser
                        + " drew nothing: there are no charts of this suite, or it is no browser of the"
                        + " Chromium family");
            }
        }
    }

    private final Console console;

    @Mixin
    private StoredSuite suite;

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            required = true,
            description =
                    "csv (all measurements), jsonl (all runs), latex (the table of the comparison), tensorboard (event"
                            + " files, one folder for each run), svg or png (a picture of each chart, drawn by an"
                            + " installed Chromium or Chrome).")
    private Format format;

    @Option(
            names = "--to",
            paramLabel = "PATH",
            description =
                    "The file, or the folder of event files or pictures (default: named after the suite, in the folder"
                            + " of --out).")
    private Path to;

    @Option(
            names = "--browser",
            paramLabel = "PROGRAM",
            description =
                    "The browser that draws pictures (default: Chromium, Chrome or Edge, where one is on the path).")
    private Path browser;

    ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        if (browser == null && (format == Format.SVG || format == Format.PNG)) {
            browser = ChartImages.browser()
                    .orElseThrow(() -> UserError.because(
                            "pictures are drawn by a browser, and no Chromium, Chrome or Edge is on the path;"
                                    + " name one with --browser, or save charts one by one with the buttons of the"
                                    + " page that engram report writes"));
        }
        Path written = suite.read(this::write);
        console.out().println(written);
        console.out().flush();
        return ExitCode.OK;
    }

    private Path write(SuiteResults e) {
        Path path = to == null ? suite.outputFile(e.plan().suite().name(), format.extension) : to;
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            format.write(e, path, browser);
            return path;
        } catch (IOException x) {
            throw UserError.because(
                    path + " cannot be written (" + FileErrors.reason(x) + "); name another place with --to");
        } catch (InterruptedException x) {
            Thread.currentThread().interrupt();
            throw UserError.because("it was interrupted");
        }
    }
}
