package dev.engram.app.cli.results;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.export.EventFiles;
import dev.engram.app.export.Measurements;
import dev.engram.app.export.ParquetTables;
import dev.engram.app.export.ResearchCrate;
import dev.engram.app.export.WeightFiles;
import dev.engram.app.mlflow.MlflowException;
import dev.engram.app.mlflow.MlflowExport;
import dev.engram.app.report.ChartImages;
import dev.engram.app.report.WeightPictures;
import dev.engram.app.results.SuiteResults;
import dev.engram.app.run.FileErrors;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Version;
import dev.engram.engine.plugins.Plugins;
import dev.engram.engine.render.LatexView;
import dev.engram.engine.store.Store;
import dev.engram.engine.weights.format.WeightFormat;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "export",
        description = "Write the stored runs of a suite in the format of another tool. Nothing is run.",
        mixinStandardHelpOptions = true)
public final class ExportCommand implements Callable<Integer> {
    enum ExportFormat {
        CSV(".csv"),
        JSONL(".jsonl"),
        PARQUET("-parquet"),
        LATEX(".tex"),
        TENSORBOARD("-events"),
        SVG("-charts"),
        PNG("-charts"),
        /** Sent to a server; no file is written. */
        MLFLOW(""),
        RO_CRATE("-crate"),
        SAFETENSORS("-safetensors"),
        NPZ("-npz"),
        ONNX("-onnx"),
        FEATURES("-features");

        private final String extension;

        ExportFormat(String ending) {
            this.extension = ending;
        }

        /** As it is written on the command line. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    private static final String ONNX_ENDING = ".onnx";
    private static final String SERVER_VARIABLE = "MLFLOW_TRACKING_URI";
    private static final String SERVER_EXAMPLE = "http://127.0.0.1:5000";
    private static final String LICENSE_EXAMPLE = "https://creativecommons.org/licenses/by/4.0/";

    private final Console console;

    @Mixin
    private StoredSuite suite;

    @Mixin
    private WeightsExport weights;

    @Option(
            names = "--as",
            paramLabel = "FORMAT",
            required = true,
            description = "csv (all measurements; text that a spreadsheet would evaluate as a formula gets a leading"
                    + " apostrophe), jsonl (all runs), parquet (a folder with both as typed tables), latex (table of"
                    + " the comparison), tensorboard (event files, one folder per run), svg or png (an image of each"
                    + " chart, drawn by an installed Chromium, Chrome or Edge), mlflow (sent to an MLflow server),"
                    + " ro-crate (a folder for an archive, with csv, jsonl and their description), safetensors, npz"
                    + " or onnx (the weights that training.keep-weights has kept, one file per run), features (outputs"
                    + " of a layer for all examples, with the targets, as npy files in one folder per run: for linear"
                    + " probes). Imported runs are in csv, jsonl and parquet only.")
    private ExportFormat format;

    @Option(
            names = "--to",
            paramLabel = "PATH",
            description = "Output file, or output folder for parquet, tensorboard, ro-crate, svg, png, weights and"
                    + " features (default: named after the suite, in the --out folder).")
    private Path to;

    @Option(
            names = "--layer",
            paramLabel = "N",
            description = "For features: the layer of the network, counted from 0, whose outputs are written (default:"
                    + " that whose outputs the last layer with weights receives).")
    private Integer layer;

    @Option(
            names = "--browser",
            paramLabel = "PROGRAM",
            description = "Browser that draws the charts (default: Chromium, Chrome or Edge on the PATH).")
    private Path browser;

    @Option(
            names = "--server",
            paramLabel = "URL",
            description = "MLflow server that gets the runs, such as http://127.0.0.1:5000 (default: the variable"
                    + " MLFLOW_TRACKING_URI).")
    private String server;

    @Option(
            names = "--license",
            paramLabel = "URL",
            description = "License of the results in a crate, such as https://creativecommons.org/licenses/by/4.0/.")
    private String license;

    private URI licenseAddress;

    @Option(names = "--author", paramLabel = "NAME", description = "Author of the results in a crate; repeatable.")
    private List<String> authors = List.of();

    public ExportCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InvalidPlanException {
        checkLicense();
        suite.requireResults();
        if (!isWeights()) {
            weights.requireUnused();
        }
        if (layer != null && format != ExportFormat.FEATURES) {
            throw UserError.because("--layer is for --as features; leave it out");
        }
        if (format == ExportFormat.MLFLOW) {
            return send();
        }
        if (server != null) {
            throw UserError.because("--server is for --as mlflow; leave it out, or export with --as mlflow");
        }
        if (browser == null && (format == ExportFormat.SVG || format == ExportFormat.PNG)) {
            browser = ChartImages.browser()
                    .orElseThrow(() -> UserError.because(
                            "images are drawn by a browser, but none of Chromium, Chrome and Edge is on the"
                                    + " PATH; give one with --browser, or save single charts with the buttons on"
                                    + " the page that 'engram report' writes"));
        }
        Path written = suite.read((results, store, plugins) -> write(results, store, plugins));
        console.out().println(written);
        console.out().flush();
        return ExitCode.OK;
    }

    private boolean isWeights() {
        return switch (format) {
            case SAFETENSORS, NPZ, ONNX, FEATURES -> true;
            default -> false;
        };
    }

    private void checkLicense() {
        boolean crate = format == ExportFormat.RO_CRATE;
        if (!crate && (license != null || !authors.isEmpty())) {
            throw UserError.because("--license and --author are for --as ro-crate; leave them out");
        }
        if (crate && license == null) {
            throw UserError.because("--as ro-crate needs the license under which the results are published; give its"
                    + " address, such as --license " + LICENSE_EXAMPLE);
        }
        if (crate) {
            licenseAddress = address("--license", license, LICENSE_EXAMPLE);
        }
    }

    private int send() throws InvalidPlanException {
        if (to != null) {
            throw UserError.because("--to names a file, and --as mlflow writes none; give the server with --server");
        }
        URI address = server == null ? defaultServer() : address("--server", server, SERVER_EXAMPLE);
        MlflowExport.Summary sent = suite.read(e -> send(e, address));
        console.out()
                .println(sent.added() + " added, " + sent.replaced() + " replaced, " + sent.unchanged()
                        + " already there: " + sent.page());
        console.out().flush();
        return ExitCode.OK;
    }

    private static URI defaultServer() {
        String address = System.getenv(SERVER_VARIABLE);
        if (address == null || address.isBlank()) {
            throw UserError.because(
                    "--as mlflow needs a server; give its address with --server, or set " + SERVER_VARIABLE);
        }
        return address(SERVER_VARIABLE, address.strip(), SERVER_EXAMPLE);
    }

    private static URI address(String option, String text, String example) {
        try {
            URI address = new URI(text);
            if (address.getScheme() != null && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            throw UserError.because(option + ": " + e.getMessage() + "; give an address such as " + example);
        }
        throw UserError.because(option + " " + text + " is not an address; give one such as " + example);
    }

    private static MlflowExport.Summary send(SuiteResults e, URI address) {
        try {
            return MlflowExport.send(e, address, System.getenv());
        } catch (MlflowException x) {
            throw UserError.because(x.getMessage());
        } catch (InterruptedException x) {
            Thread.currentThread().interrupt();
            throw UserError.because("interrupted");
        }
    }

    private Path write(SuiteResults e, Store store, Plugins plugins) {
        Path path = to == null ? suite.outputFile(e.plan().suite().name(), format.extension) : to;
        try {
            Path folder = path.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            write(e, store, plugins, path);
            return path;
        } catch (IOException x) {
            throw UserError.because(
                    path + " cannot be written (" + FileErrors.reason(x) + "); choose another path with --to");
        } catch (InterruptedException x) {
            Thread.currentThread().interrupt();
            throw UserError.because("interrupted");
        }
    }

    private void write(SuiteResults e, Store store, Plugins plugins, Path path)
            throws IOException, InterruptedException {
        switch (format) {
            case CSV -> Measurements.csv(e, path);
            case JSONL -> Measurements.jsonLines(e, path);
            case PARQUET -> ParquetTables.write(e, path);
            case LATEX ->
                Files.writeString(path, LatexView.render(e.comparison(), e.suiteComparison(), e.statisticalTies()));
            case TENSORBOARD -> EventFiles.write(e, path);
            case SVG, PNG -> writeCharts(e, store, path);
            case RO_CRATE -> ResearchCrate.write(e, path, licenseAddress, authors);
            case SAFETENSORS, NPZ -> writeWeights(e, store, path);
            case ONNX -> weights.write(e, store, ONNX_ENDING, path, console.err(), new OnnxWriter(plugins));
            case FEATURES -> writeFeatures(e, store, plugins, path);
            default -> throw new IllegalStateException("no writer for " + format);
        }
    }

    private void writeCharts(SuiteResults e, Store store, Path path) throws IOException, InterruptedException {
        ChartImages.Format image = ChartImages.Format.valueOf(format.name());
        if (ChartImages.write(e, WeightPictures.of(e, store), image, Version.engram(), browser, path) == 0) {
            throw UserError.because(
                    browser + " drew no chart; the suite has no charts, or this browser is not based on Chromium");
        }
    }

    private void writeFeatures(SuiteResults e, Store store, Plugins plugins, Path path) throws IOException {
        try (FeatureWriter writer = new FeatureWriter(console, plugins, layer)) {
            weights.write(e, store, "", path, console.err(), writer);
        }
    }

    private void writeWeights(SuiteResults e, Store store, Path path) throws IOException {
        WeightFormat to = WeightFormat.valueOf(format.name());
        WeightFiles.FileWriter writer = (run, file, out) -> to.write(file, out);
        weights.write(e, store, "." + to.extension(), path, console.err(), writer);
    }
}
