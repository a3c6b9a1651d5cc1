package dev.engram.app.cli;

import dev.engram.app.cli.text.Plural;
import dev.engram.app.cli.text.WarningText;
import dev.engram.app.console.Console;
import dev.engram.app.run.Plan;
import dev.engram.app.run.Planner;
import dev.engram.app.run.TuningState;
import dev.engram.app.run.Workbench;
import dev.engram.app.run.Workbench.InvalidPlanException;
import dev.engram.app.run.WorkbenchModule;
import dev.engram.engine.lint.Warning;
import dev.engram.engine.plugins.Plugins;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "check",
        description = "Says all that is wrong with suites, and runs nothing.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "The suites.")
    private List<Path> files;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Overrides a value of the suites; may be repeated.")
    private List<String> sets = new ArrayList<>();

    @Mixin
    private PluginOptions plugins;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Plugins loaded = plugins.load()) {
            Workbench bench = WorkbenchModule.workbench(loaded);
            boolean bad = false;
            for (Path file : files) {
                try {
                    Plan plan = bench.plan(file, sets);
                    Planner.CheckedPlan checkedPlan = bench.check(plan, plan.items());
                    Plan possible = checkedPlan.plan();
                    if (plan.suite().tuning().isPresent()) {
                        TuningState tuningState = bench.tuningState(possible, Optional.empty());
                        bench.checkTrials(tuningState, tuningState.trials().items(), Optional.empty());
                    }
                    List<Warning> warnings = bench.warnings(plan, checkedPlan);
                    WarningText.print(warnings, console);
                    console.out()
                            .println(file + ": " + Plural.of(possible.cells().size(), "cell") + " x "
                                    + Plural.of(plan.suite().seeds().size(), "seed")
                                    + plan.suite()
                                            .tuning()
                                            .map(t -> ", tuned by " + Plural.of(t.trials(), "trial") + " each")
                                            .orElse("")
                                    + (possible.excluded().isEmpty()
                                            ? ""
                                            : ", "
                                                    + Plural.of(
                                                            possible.excluded().size(), "cell") + " left out")
                                    + ", nothing wrong"
                                    + (warnings.isEmpty() ? "" : ", " + Plural.of(warnings.size(), "warning")));
                } catch (InvalidPlanException e) {
                    UserError.of(e.problems()).print(console);
                    bad = true;
                }
            }
            return bad ? ExitCode.BAD_INPUT : ExitCode.OK;
        }
    }
}
