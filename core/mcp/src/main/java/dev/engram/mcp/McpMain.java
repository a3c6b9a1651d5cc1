package dev.engram.mcp;

import io.modelcontextprotocol.json.McpJsonDefaults;
import io.modelcontextprotocol.server.McpServer;
import io.modelcontextprotocol.server.McpSyncServer;
import io.modelcontextprotocol.server.transport.StdioServerTransportProvider;
import io.modelcontextprotocol.spec.McpSchema;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The program behind {@code engram mcp}. */
public final class McpMain {
    /** Progress of a long command would hide its problems, which come last. */
    private static final int MAX_MESSAGES = 4000;

    private McpMain() {}

    /**
     * Serves until standard input ends.
     *
     * @param args the words that start Engram
     */
    public static void main(String... args) throws InterruptedException {
        PrintStream protocol = System.out;
        System.setOut(System.err); // nothing but the protocol goes to standard output
        CountDownLatch ended = new CountDownLatch(1);
        EngramProcess engram = new EngramProcess(List.of(args));
        StdioServerTransportProvider transport = new StdioServerTransportProvider(
                McpJsonDefaults.getMapper(), new EndingStream(System.in, ended), protocol);
        var specification = McpServer.sync(transport)
                .serverInfo("engram", version())
                .instructions("Experiments with learning rules, losses and optimizers. 'engram manual' says where the"
                        + " guides are; the one for assistants is core/docs/assistants.md.")
                .capabilities(
                        McpSchema.ServerCapabilities.builder().tools(false).build());
        for (Tool tool : Tool.ALL) {
            specification.toolCall(
                    McpSchema.Tool.builder(tool.name(), tool.schema())
                            .description(tool.description())
                            .build(),
                    (exchange, request) -> call(tool, request, engram));
        }
        McpSyncServer server = specification.build();
        ended.await();
        server.closeGracefully();
        System.exit(0);
    }

    private static String version() {
        String version = McpMain.class.getPackage().getImplementationVersion();
        return version == null ? "unknown" : version;
    }

    private static McpSchema.CallToolResult call(Tool tool, McpSchema.CallToolRequest request, EngramProcess engram) {
        try {
            return result(engram.run(tool.command(request.arguments())));
        } catch (IOException e) {
            return error("engram could not be started: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return error("the command was interrupted");
        }
    }

    /** Returns the output of a command, then its messages, then its exit code. */
    private static McpSchema.CallToolResult result(EngramProcess.Result r) {
        List<String> texts = new ArrayList<>();
        if (!r.out().isBlank()) {
            texts.add(r.out().strip());
        }
        String messages = r.err().strip();
        if (!messages.isEmpty()) {
            boolean cut = messages.length() > MAX_MESSAGES;
            texts.add(cut ? "... " + messages.substring(messages.length() - MAX_MESSAGES) : messages);
        }
        texts.add("exit code " + r.code());
        return McpSchema.CallToolResult.builder()
                .textContent(texts)
                .isError(r.code() == 2)
                .build();
    }

    private static McpSchema.CallToolResult error(String message) {
        return McpSchema.CallToolResult.builder()
                .textContent(List.of(message))
                .isError(true)
                .build();
    }

    /** A stream that reports its end. */
    private static final class EndingStream extends FilterInputStream {
        private final CountDownLatch ended;

        EndingStream(InputStream in, CountDownLatch ended) {
            super(in);
            this.ended = ended;
        }

        @Override
        public int read() throws IOException {
            return reported(super.read());
        }

        @Override
        public int read(byte[] bytes, int from, int length) throws IOException {
            return reported(super.read(bytes, from, length));
        }

        private int reported(int read) {
            if (read < 0) {
                ended.countDown();
            }
            return read;
        }
    }
}
