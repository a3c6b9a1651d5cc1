package dev.engram.app.cli.components;

import dev.engram.app.cli.options.ExitCode;
import dev.engram.app.cli.options.PluginOptions;
import dev.engram.app.cli.options.UserError;
import dev.engram.app.console.Console;
import dev.engram.app.verify.ComponentRef;
import dev.engram.app.verify.Finding;
import dev.engram.app.verify.Verification;
import dev.engram.app.wiring.Services;
import dev.engram.engine.plugins.Entry;
import dev.engram.engine.plugins.Hyperparameter;
import dev.engram.engine.plugins.Plugins;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "verify",
        description =
                "Check components against the contract of their kind, and compare optimizers and learning rules with"
                        + " others.",
        mixinStandardHelpOptions = true,
        footer = {"", "Exit codes: 0 no check failed; 1 a check failed; 2 the input is invalid."})
public final class VerifyCommand implements Callable<Integer> {
    private final Console console;

    @Parameters(
            paramLabel = "WHICH",
            arity = "1..*",
            completionCandidates = CompletionCandidates.Components.class,
            description =
                    "Component, such as optimizer/adam or, with hyperparameters, 'optimizer/{adam: {rate: 0.01}}'."
                            + " Numbers without defaults get examples, which are shown.")
    private List<String> which;

    @Mixin
    private PluginOptions plugins;

    public VerifyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try (Plugins loaded = plugins.load()) {
            Verification verification = Services.verification(loaded);
            List<ComponentRef> all = which.stream()
                    .map(w -> ComponentRefs.parse(w, loaded.catalog()))
                    .map(a -> withExamples(a, verification))
                    .toList();
            List<String> problems =
                    all.stream().flatMap(a -> problems(a, verification)).toList();
            if (!problems.isEmpty()) {
                throw UserError.because(problems);
            }
            boolean failed = false;
            for (ComponentRef a : all) {
                failed |= !passes(a, verification);
            }
            return failed ? ExitCode.FAILED : ExitCode.OK;
        }
    }

    /** Adds examples for hyperparameters without defaults, where there are some. */
    private static ComponentRef withExamples(ComponentRef a, Verification verification) {
        return a.usesDefaults() && !withoutDefault(a).isEmpty()
                ? verification.example(a.entry()).orElse(a)
                : a;
    }

    private static List<String> withoutDefault(ComponentRef a) {
        return a.entry().hyperparameters().stream()
                .filter(f -> f.defaultValue().isEmpty())
                .map(Hyperparameter::name)
                .toList();
    }

    /** Returns what the user has to correct first. A default that does not work is a fault of the component instead. */
    private static Stream<String> problems(ComponentRef a, Verification verification) {
        List<String> missing = withoutDefault(a);
        if (a.usesDefaults()) {
            return missing.isEmpty()
                    ? Stream.empty()
                    : Stream.of(a + ": no default for " + String.join(", ", missing) + "; give a value: '"
                            + a.entry().kind().label() + "/{" + a.entry().name() + ": {" + missing.get(0) + ": ...}}'");
        }
        return verification.problems(a).stream().map(Object::toString);
    }

    private boolean passes(ComponentRef componentRef, Verification verification) {
        Entry entry = componentRef.entry();
        console.out()
                .println((componentRef.usesDefaults() ? entry.id() : componentRef) + "  version " + entry.version());
        Map<Finding.Status, Integer> counts = new EnumMap<>(Finding.Status.class);
        verification.verify(componentRef, f -> {
            counts.merge(f.status(), 1, Integer::sum);
            console.out().println("  " + f.status().name().toLowerCase(Locale.ROOT) + "  " + f.text());
        });
        int failed = counts.getOrDefault(Finding.Status.FAIL, 0);
        console.out()
                .println(entry.id() + ": " + (failed == 0 ? "meets the contract" : "breaks the contract") + "; "
                        + counts.getOrDefault(Finding.Status.PASS, 0) + " passed, " + failed + " failed, "
                        + counts.getOrDefault(Finding.Status.SKIP, 0) + " skipped");
        return failed == 0;
    }
}
