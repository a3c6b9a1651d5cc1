package dev.engram.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.ServerParameters;
import io.modelcontextprotocol.client.transport.StdioClientTransport;
import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.spec.McpSchema;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client of the SDK and the server of the distribution, as an assistant uses it. */
class McpIT {
    private static final Path HOME = Path.of(System.getProperty("engram.home"));

    /** The commands take a second at most. */
    private static final String FAST_COMPILER = "-XX:TieredStopAtLevel=1 -Dengram.vector=false";

    private static final String SUITE = """
        name: tiny
        data: {iris: {test: 0.3}}
        network: [{dense: {units: 3, activation: softmax}}]
        loss: cross-entropy
        optimizer: {sgd: {rate: 0.01}}
        rule: backprop
        training: {epochs: 3, batch: 16}
        seeds: 2
        measure: [loss]
        """;

    @TempDir
    private Path folder;

    private static McpSyncClient client() {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        String launcher =
                HOME.resolve("bin").resolve(windows ? "engram.bat" : "engram").toString();
        McpSyncClient client = McpClient.sync(new StdioClientTransport(
                        ServerParameters.builder(launcher)
                                .args("mcp")
                                .addEnvVar("ENGRAM_JAVA_OPTIONS", FAST_COMPILER)
                                .build(),
                        McpJsonDefaults.getMapper()))
                .requestTimeout(Duration.ofMinutes(2))
                .build();
        client.initialize();
        return client;
    }

    private static String text(McpSchema.CallToolResult result) {
        return result.content().stream()
                .map(c -> ((McpSchema.TextContent) c).text())
                .collect(Collectors.joining("\n"));
    }

    private static McpSchema.CallToolResult call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        return client.callTool(
                McpSchema.CallToolRequest.builder(tool).arguments(arguments).build());
    }

    @Test
    void anAssistantChecksRunsAndJudges() throws Exception {
        Path suite = Files.writeString(folder.resolve("tiny.yaml"), SUITE);
        Path bad = Files.writeString(folder.resolve("bad.yaml"), SUITE.replace("epochs", "epoch"));
        String out = folder.resolve("results").toString();
        McpSyncClient client = client();
        try {
            Set<String> names = client.listTools().tools().stream()
                    .map(McpSchema.Tool::name)
                    .collect(Collectors.toSet());
            assertEquals(Set.of("check", "run", "compare", "judge", "components", "verify"), names);

            McpSchema.CallToolResult problems = call(client, "check", Map.of("suite", bad.toString()));
            assertTrue(problems.isError(), text(problems));
            assertTrue(text(problems).contains("did you mean epochs?"), text(problems));

            McpSchema.CallToolResult run = call(client, "run", Map.of("suite", suite.toString(), "out", out));
            assertFalse(run.isError(), text(run));
            assertTrue(text(run).contains("\"metric") && text(run).endsWith("exit code 0"), text(run));

            McpSchema.CallToolResult judged = call(
                    client,
                    "judge",
                    Map.of(
                            "suite",
                            suite.toString(),
                            "baseline",
                            "sgd",
                            "candidate",
                            "{sgd: {rate: 0.03}}",
                            "out",
                            out));
            assertTrue(text(judged).contains("\"decision\": \"keep\""), text(judged));

            McpSchema.CallToolResult adam = call(client, "components", Map.of("which", "optimizer/adam"));
            assertTrue(text(adam).contains("beta1"), text(adam));
            McpSchema.CallToolResult unknown = call(client, "verify", Map.of("which", "optimizer/adm"));
            assertTrue(text(unknown).contains("did you mean adam?"), text(unknown));
        } finally {
            assertTrue(client.closeGracefully());
        }
    }

    @Test
    void theJarsAreNotOnTheClassPathOfOtherCommands() throws Exception {
        try (var lib = Files.list(HOME.resolve("lib"))) {
            List<String> found = lib.map(p -> p.getFileName().toString())
                    .filter(n -> n.startsWith("mcp") || n.startsWith("reactor"))
                    .toList();
            assertEquals(List.of(), found);
        }
    }
}
