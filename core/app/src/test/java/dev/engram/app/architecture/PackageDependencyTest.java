package dev.engram.app.architecture;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The packages of core and their dependencies, as a table. */
class PackageDependencyTest {
    /**
     * For each package the packages that it depends on. The table is exact: a dependency that is not here is an error,
     * and so is an entry that no class needs. Long entries continue on indented lines.
     */
    private static final String DEPENDENCIES = """
        app: app.cli app.console app.execution app.logging engine.text
        app.claim: app.execution app.run engine.claim engine.imported engine.run engine.store engine.suite engine.yaml
        app.cli: app.cli.components app.cli.options app.cli.referee app.cli.results app.cli.store app.cli.suite
            app.cli.work app.console app.run engine.plugins engine.yaml
        app.cli.components: app.cli.options app.cli.text app.console app.download app.run app.scaffold app.verify
            app.wiring engine.plugins engine.text engine.yaml spi.io
        app.cli.options: app.cli.text app.console app.execution app.live app.run app.time engine.compare engine.plugins
            engine.render engine.store engine.store.sql engine.text engine.yaml spi.io
        app.cli.referee: app.claim app.cli.options app.cli.text app.cli.work app.console app.execution app.judge
            app.launch app.logging app.progress app.record app.run app.verify app.wiring app.work engine.claim
            engine.compare engine.compare.cell engine.judge engine.plugins engine.run engine.statistics engine.store
            engine.suite engine.text engine.yaml
        app.cli.results: app.cli.options app.cli.text app.console app.export app.imported app.live app.mlflow app.onnx
            app.progress app.report app.results app.run app.slice app.wiring engine.compare engine.config engine.data
            engine.network engine.plugins engine.render engine.run engine.store engine.suite engine.text engine.train
            engine.weights engine.weights.format engine.yaml spi
        app.cli.store: app.cli.options app.cli.text app.console app.run app.wiring engine.imported engine.plugins
            engine.run engine.store engine.store.sql engine.suite engine.text engine.transfer engine.yaml spi
        app.cli.suite: app.cli.options app.cli.text app.cli.work app.console app.execution app.launch app.live
            app.logging app.progress app.results app.run app.wiring app.work engine.imported engine.lint engine.plugins
            engine.queue engine.run engine.store engine.suite engine.suite.tuning engine.yaml spi
        app.cli.text: app.console app.results app.run engine.bind engine.compare engine.config engine.design
            engine.inspect engine.lint engine.plugins engine.prose engine.run engine.suite engine.yaml
        app.cli.work: app.cli.options app.cli.text app.console app.execution app.launch app.launch.kubernetes
            app.logging app.progress app.results app.run app.wiring app.work engine.bundle engine.plugins engine.queue
            engine.store engine.store.sql engine.suite engine.yaml
        app.console: engine.text
        app.download: spi.io
        app.execution: app.logging app.time engine.parallel engine.plugins engine.run engine.store engine.text
            engine.train engine.transfer spi
        app.export: app.parquet app.protobuf app.results app.run engine.compare engine.data engine.json engine.render
            engine.run engine.store engine.suite engine.text engine.train engine.weights engine.weights.format spi
        app.imported: engine.imported engine.plugins engine.store engine.text engine.yaml
        app.judge: app.execution app.results app.run app.verify engine.bind engine.compare.cell engine.config
            engine.design engine.judge engine.plugins engine.queue engine.run engine.statistics engine.store
            engine.suite engine.suite.tuning engine.text engine.train engine.yaml
        app.launch: app.launch.kubernetes app.launch.slurm app.time engine.bind engine.plugins engine.text engine.yaml
        app.launch.kubernetes: engine.yaml
        app.launch.slurm:
        app.live: app.execution app.report app.results app.run engine.imported engine.run engine.store engine.suite
        app.logging: engine.text
        app.mlflow: app.results app.run engine.compare engine.json engine.run engine.store engine.suite engine.text
        app.onnx: app.protobuf engine.weights spi spi.layer spi.shape
        app.parquet:
        app.progress: app.console app.execution engine.run engine.store
        app.protobuf:
        app.record: app.execution app.run engine.config engine.run engine.statistics engine.store engine.suite
            engine.tune engine.yaml
        app.report: app.results app.run app.slice engine.bind engine.compare engine.compare.cell engine.config
            engine.data engine.design engine.importance engine.inspect engine.json engine.prose engine.render engine.run
            engine.significance engine.statistics engine.step engine.store engine.suite engine.train engine.weights spi
            spi.shape
        app.results: app.run engine.bind engine.compare engine.compare.cell engine.config engine.design engine.imported
            engine.judge engine.lint engine.plugins engine.prose engine.run engine.significance engine.statistics
            engine.store engine.suite engine.suite.tuning engine.tune spi
        app.run: app.execution app.time engine.bind engine.compare engine.config engine.data engine.design engine.lint
            engine.plugins engine.queue engine.run engine.store engine.suite engine.suite.tuning engine.text
            engine.train engine.yaml spi spi.listener
        app.scaffold: app.run engine.plugins
        app.slice: engine.bind engine.compare engine.config engine.data engine.json engine.run engine.store engine.text
            engine.train engine.weights spi
        app.time: engine.text
        app.verify: app.time engine.bind engine.config engine.inspect engine.matrix engine.plugins engine.run
            engine.step engine.suite engine.train engine.yaml spi testkit.contract testkit.contract.check
        app.wiring: app.claim app.execution app.judge app.record app.results app.run app.verify app.work engine.data
            engine.plugins engine.suite engine.train
        app.work: app.execution app.launch app.progress app.run engine.bundle engine.config engine.plugins engine.queue
            engine.run engine.store engine.store.sql engine.suite engine.yaml spi
        engine.bind: engine.plugins engine.text engine.yaml spi
        engine.bundle: engine.bind engine.config engine.queue engine.run engine.suite engine.yaml spi
        engine.claim: engine.run engine.statistics engine.yaml
        engine.compare: engine.compare.cell engine.design engine.run engine.significance engine.statistics engine.store
            engine.text engine.tune
        engine.compare.cell: engine.run engine.significance engine.statistics engine.store
        engine.config: engine.bind engine.croissant engine.plugins engine.run engine.weights engine.weights.format
            engine.yaml spi spi.data spi.layer spi.listener
        engine.croissant: engine.json engine.yaml
        engine.data: engine.kernel engine.matrix engine.random engine.run spi spi.data spi.shape
        engine.decomposition: engine.kernel.doubles
        engine.design: engine.statistics
        engine.importance: engine.compare engine.compare.cell engine.random engine.tune
        engine.imported: engine.run engine.store engine.yaml
        engine.inspect: engine.data engine.matrix engine.network engine.run engine.step engine.weights spi
        engine.json: engine.statistics engine.text
        engine.judge: engine.statistics
        engine.kernel: engine.kernel.vector spi spi.shape
        engine.kernel.doubles: engine.kernel.vector
        engine.kernel.elementary: engine.kernel.vector spi
        engine.kernel.sums: engine.kernel.vector spi
        engine.kernel.vector: spi
        engine.lint: engine.bind engine.config engine.design engine.plugins engine.run engine.statistics engine.suite
            engine.suite.tuning engine.yaml
        engine.listen: engine.data engine.inspect engine.matrix engine.network engine.random engine.run engine.step spi
            spi.listener
        engine.matrix: engine.kernel engine.parallel engine.random spi spi.layer
        engine.network: engine.kernel engine.matrix engine.parallel engine.random engine.weights spi spi.layer spi.shape
        engine.parallel: engine.kernel spi.shape
        engine.plugins: engine.text spi spi.data spi.layer spi.listener spi.processor
        engine.prose: engine.compare engine.compare.cell engine.design engine.run engine.significance engine.statistics
            engine.store engine.text engine.tune
        engine.queue: engine.run
        engine.random: engine.kernel.vector spi
        engine.render: engine.compare engine.compare.cell engine.design engine.importance engine.json engine.prose
            engine.run engine.significance engine.statistics engine.store engine.text engine.tune
        engine.run: engine.weights spi spi.data spi.layer spi.listener
        engine.significance: engine.design engine.statistics
        engine.statistics: engine.random
        engine.step: engine.data engine.decomposition engine.kernel engine.kernel.sums engine.matrix engine.network
            engine.parallel engine.random engine.run spi
        engine.store: engine.queue engine.run
        engine.store.sql: engine.queue engine.random engine.run engine.store engine.text spi
        engine.suite: engine.bind engine.config engine.design engine.plugins engine.run engine.suite.tuning engine.tune
            engine.yaml spi
        engine.suite.tuning: engine.bind engine.config engine.plugins engine.run engine.tune engine.yaml
        engine.text:
        engine.train: engine.data engine.inspect engine.kernel engine.listen engine.matrix engine.network
            engine.parallel engine.random engine.run engine.step engine.weights spi spi.data spi.layer
        engine.transfer: engine.run engine.store
        engine.tune: engine.random engine.run engine.store
        engine.weights:
        engine.weights.format: engine.json engine.text engine.weights spi spi.io
        engine.yaml: engine.plugins engine.run engine.text
        spi: spi.math spi.shape
        spi.data: spi spi.shape
        spi.io: spi spi.shape
        spi.layer: spi spi.shape
        spi.listener: spi
        spi.math:
        spi.processor: spi
        spi.shape:
        testkit.contract: engine.matrix engine.plugins engine.random engine.run engine.step spi spi.data spi.layer
            spi.listener spi.shape testkit.contract.bytecode testkit.contract.check testkit.contract.layer
            testkit.contract.listener testkit.contract.loss testkit.contract.optimizer testkit.contract.rule
            testkit.contract.tools
        testkit.contract.bytecode: testkit.contract.check
        testkit.contract.check:
        testkit.contract.layer: engine.matrix engine.network engine.step spi spi.layer spi.shape testkit.contract.check
            testkit.contract.tools testkit.harness testkit.parts
        testkit.contract.listener: engine.data engine.run engine.train spi spi.listener testkit.contract.check
            testkit.contract.rule testkit.parts
        testkit.contract.loss: engine.random spi testkit.contract.check testkit.contract.tools testkit.parts
        testkit.contract.optimizer: engine.matrix engine.random engine.step spi testkit.contract.check
            testkit.contract.tools
        testkit.contract.rule: engine.data engine.inspect engine.matrix engine.network engine.random engine.run
            engine.step engine.train spi spi.layer testkit.contract.bytecode testkit.contract.check
            testkit.contract.tools testkit.parts
        testkit.contract.tools: spi testkit.contract.check
        testkit.harness: engine.matrix engine.network engine.random engine.step spi spi.layer testkit.parts
        testkit.junit: spi spi.data spi.layer spi.listener testkit.contract testkit.contract.check
        testkit.parts: spi spi.layer
        """;

    /** The columns of a text block in a class. */
    private static final int MAX_COLUMNS = 112;

    private static final String CONTINUATION = "    ";

    /** Making a run. It depends on nothing that reads suites, loads plugins, stores results or talks to users. */
    private static final List<String> RUN_PACKAGES = List.of(
            "engine.decomposition",
            "engine.kernel",
            "engine.kernel.doubles",
            "engine.kernel.elementary",
            "engine.kernel.sums",
            "engine.kernel.vector",
            "engine.parallel",
            "engine.random",
            "engine.matrix",
            "engine.network",
            "engine.run",
            "engine.data",
            "engine.step",
            "engine.inspect",
            "engine.listen",
            "engine.train");

    private static final List<String> NOT_FOR_A_RUN = List.of(
            "dev.engram.app",
            "dev.engram.engine.bind",
            "dev.engram.engine.config",
            "dev.engram.engine.lint",
            "dev.engram.engine.plugins",
            "dev.engram.engine.store",
            "dev.engram.engine.suite",
            "dev.engram.engine.yaml",
            "java.net",
            "java.nio.file",
            "java.sql",
            "org.pf4j",
            "org.yaml",
            "picocli");

    @Test
    void packagesDependOnEachOtherAsInTheTable() {
        String actual = CoreClasses.packages().stream()
                .map(p -> entry(p, CoreClasses.coreDependencies(p)))
                .collect(Collectors.joining());
        assertEquals(DEPENDENCIES, actual);
    }

    private static String entry(String packageName, Set<String> dependencies) {
        StringBuilder entry = new StringBuilder();
        StringBuilder line = new StringBuilder(packageName).append(':');
        for (String d : dependencies) {
            if (line.length() + 1 + d.length() > MAX_COLUMNS) {
                entry.append(line).append('\n');
                line = new StringBuilder(CONTINUATION).append(d);
            } else {
                line.append(' ').append(d);
            }
        }
        return entry.append(line).append('\n').toString();
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.engram.(**)").should().beFreeOfCycles().check(CoreClasses.ALL);
    }

    @Test
    void makingARunNeedsNoSuiteNoPluginsNoStoreNoFilesAndNoCommandLine() {
        Map<String, Set<String>> forbidden = new TreeMap<>();
        for (String p : RUN_PACKAGES) {
            Set<String> found = CoreClasses.dependencies(p).stream()
                    .filter(d -> NOT_FOR_A_RUN.stream().anyMatch(d::startsWith))
                    .collect(Collectors.toSet());
            if (!found.isEmpty()) {
                forbidden.put(p, found);
            }
        }
        assertEquals(Map.of(), forbidden);
    }

    @Test
    void makingARunOpensNoFiles() {
        List<String> users = CoreClasses.ALL.stream()
                .filter(c -> RUN_PACKAGES.contains(c.getPackageName().replaceFirst("dev.engram.", "")))
                .filter(c -> c.getDirectDependenciesFromSelf().stream()
                        .anyMatch(d -> d.getTargetClass().getName().startsWith("java.io.File")
                                || d.getTargetClass().getName().equals("java.io.RandomAccessFile")))
                .map(c -> c.getName())
                .toList();
        assertEquals(List.of(), users);
    }
}
