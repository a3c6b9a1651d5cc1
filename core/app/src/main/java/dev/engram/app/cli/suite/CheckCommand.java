package dev.engram.app.cli.suite;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.cli.text.CostText;
import dev.engram.app.cli.text.DesignText;
import dev.engram.app.cli.text.Plural;
import dev.engram.app.cli.text.PrettyJson;
import dev.engram.app.cli.text.WarningText;
import dev.engram.app.console.Console;
import dev.engram.app.results.TuningState;
import dev.engram.app.run.CheckedPlan;
import dev.engram.app.run.InvalidPlanException;
import dev.engram.app.run.Plan;
import dev.engram.app.wiring.Services;
import dev.engram.app.wiring.SuiteServices;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.plugins.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description =
                "Check suites without running them: report every problem, the cost of a step, and the differences that"
                        + " the designs can show.",
        mixinStandardHelpOptions = true)
public final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "Suite files (YAML).")
    private List<Path> files;

    @Option(names = "--set", paramLabel = "PATH=VALUE", description = "Override a value of every suite; repeatable.")
    private List<String> sets = new ArrayList<>();

    /** The form in which the designs of the suites are printed. */
    enum CheckFormat {
        TEXT,
        JSON
    }

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "Output format: text or json (default: ${DEFAULT-VALUE}).")
    private CheckFormat format;

    @Mixin
    private PluginOptions plugins;

    public CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Plugins loaded = plugins.load()) {
            SuiteServices services = Services.checks(loaded);
            boolean bad = false;
            List<Object> suites = new ArrayList<>();
            for (Path file : files) {
                try {
                    suites.add(check(file, services));
                } catch (InvalidPlanException e) {
                    UserError.of(e.problems()).print(console);
                    bad = true;
                }
            }
            if (format == CheckFormat.JSON) {
                console.out().println(PrettyJson.of(suites));
            }
            return bad ? ExitCode.BAD_INPUT : ExitCode.OK;
        }
    }

    /** Prints the design of a suite, and returns it as a tree for JSON. */
    private Map<String, Object> check(Path file, SuiteServices services) throws InvalidPlanException {
        Plan plan = services.planner().plan(file, sets);
        CheckedPlan checkedPlan = services.checker().check(plan, plan.items());
        Plan possible = checkedPlan.plan();
        if (plan.suite().tuning().isPresent()) {
            TuningState tuningState = services.tuner().state(possible, Optional.empty());
            services.checker()
                    .checkTrials(tuningState.trials(), tuningState.trials().items(), Optional.empty());
        }
        List<Warning> warnings = checkedPlan.warnings();
        WarningText.print(warnings, console);
        WarningText.printMetadata(possible, console);
        DesignText design = new DesignText(possible);
        CostText cost = new CostText(checkedPlan);
        if (format == CheckFormat.TEXT) {
            console.out().println(file + ": " + summary(possible, warnings.size()));
            Stream.concat(cost.lines(), design.lines().stream())
                    .forEach(l -> console.out()
                            .println("  "
                                    + WarningText.wrap(l, console.width() - 2).replace("\n", "\n  ")));
        }
        Map<String, Object> tree = new LinkedHashMap<>();
        tree.put("file", file.toString());
        tree.put("name", possible.suite().name());
        tree.put("cells", possible.cells().size());
        tree.put("seeds", possible.suite().seeds().size());
        tree.put("left_out", possible.excluded().size());
        tree.put("warnings", warnings.stream().map(Warning::toString).toList());
        tree.put("cost", cost.tree());
        tree.put("design", design.tree());
        return tree;
    }

    private static String summary(Plan plan, int warnings) {
        StringBuilder b = new StringBuilder();
        b.append(Plural.of(plan.cells().size(), "cell"));
        b.append(" x ").append(plan.suite().seedCount());
        plan.suite()
                .tuning()
                .ifPresent(t -> b.append(", tuned with ")
                        .append(Plural.of(t.trials(), "trial"))
                        .append(" each"));
        if (!plan.excluded().isEmpty()) {
            b.append(", ").append(Plural.of(plan.excluded().size(), "cell")).append(" left out");
        }
        b.append(", no problems");
        if (warnings > 0) {
            b.append(", ").append(Plural.of(warnings, "warning"));
        }
        return b.toString();
    }
}
