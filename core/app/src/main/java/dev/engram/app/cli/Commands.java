package dev.engram.app.cli;

import dev.engram.app.cli.components.ComponentsCommand;
import dev.engram.app.cli.components.DataCommand;
import dev.engram.app.cli.components.NewCommand;
import dev.engram.app.cli.components.PluginsCommand;
import dev.engram.app.cli.components.VerifyCommand;
import dev.engram.app.cli.referee.JudgeCommand;
import dev.engram.app.cli.referee.RecordCommand;
import dev.engram.app.cli.referee.ReproduceCommand;
import dev.engram.app.cli.results.CompareCommand;
import dev.engram.app.cli.results.ExportCommand;
import dev.engram.app.cli.results.ImportCommand;
import dev.engram.app.cli.results.PredictCommand;
import dev.engram.app.cli.results.ReportCommand;
import dev.engram.app.cli.results.SliceCommand;
import dev.engram.app.cli.results.WatchCommand;
import dev.engram.app.cli.store.StoreCommand;
import dev.engram.app.cli.suite.CheckCommand;
import dev.engram.app.cli.suite.ReplayCommand;
import dev.engram.app.cli.suite.RunCommand;
import dev.engram.app.cli.suite.SchemaCommand;
import dev.engram.app.cli.work.CancelCommand;
import dev.engram.app.cli.work.LaunchCommand;
import dev.engram.app.cli.work.StatusCommand;
import dev.engram.app.cli.work.WorkCommand;
import dev.engram.app.console.Console;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The commands by name, in the order of the help. */
final class Commands {
    private static final Map<String, Function<Console, Object>> ALL = all();
    /** The command that prints the names and options of all commands. */
    private static final String COMPLETION = "completion";

    private Commands() {}

    /**
     * Creates the commands that a command line can reach: one if its first word is the name of a command, and otherwise
     * all, for the help and for suggestions. Reading the options of all takes a tenth of the time of a short command.
     */
    static List<Object> reachableFrom(String firstWord, Console console) {
        if (ALL.containsKey(firstWord) && !firstWord.equals(COMPLETION)) {
            return List.of(ALL.get(firstWord).apply(console));
        }
        List<Object> commands = new ArrayList<>();
        ALL.values().forEach(c -> commands.add(c.apply(console)));
        return commands;
    }

    static List<String> names() {
        return List.copyOf(ALL.keySet());
    }

    private static Map<String, Function<Console, Object>> all() {
        Map<String, Function<Console, Object>> all = new LinkedHashMap<>();
        all.put("run", RunCommand::new);
        all.put("status", StatusCommand::new);
        all.put("cancel", CancelCommand::new);
        all.put("launch", LaunchCommand::create);
        all.put("work", WorkCommand::new);
        all.put("check", CheckCommand::new);
        all.put("compare", CompareCommand::new);
        all.put("import", ImportCommand::new);
        all.put("judge", JudgeCommand::new);
        all.put("report", ReportCommand::new);
        all.put("watch", WatchCommand::new);
        all.put("export", ExportCommand::new);
        all.put("predict", PredictCommand::new);
        all.put("slice", SliceCommand::new);
        all.put("components", ComponentsCommand::new);
        all.put("data", DataCommand::new);
        all.put("replay", ReplayCommand::new);
        all.put("store", StoreCommand::create);
        all.put("new", NewCommand::new);
        all.put("reproduce", ReproduceCommand::new);
        all.put("record", RecordCommand::new);
        all.put("verify", VerifyCommand::new);
        all.put("plugins", PluginsCommand::create);
        all.put("manual", ManualCommand::new);
        all.put("mcp", console -> new McpCommand());
        all.put("schema", SchemaCommand::new);
        all.put(COMPLETION, CompletionCommand::new);
        return all;
    }
}
