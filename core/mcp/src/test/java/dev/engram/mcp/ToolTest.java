package dev.engram.mcp;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ToolTest {
    private static Tool tool(String name) {
        return Tool.ALL.stream().filter(t -> t.name().equals(name)).findFirst().orElseThrow();
    }

    @Test
    void argumentsBecomeTheWordsOfTheCommand() {
        assertEquals(
                List.of(
                        "run",
                        "--format",
                        "json",
                        "--set=seeds=2",
                        "--set=training.epochs=1",
                        "--out=r",
                        "--",
                        "s.yaml"),
                tool("run")
                        .command(
                                Map.of("suite", "s.yaml", "out", "r", "set", List.of("seeds=2", "training.epochs=1"))));
        assertEquals(
                List.of(
                        "judge",
                        "--format",
                        "json",
                        "--suite=s.yaml",
                        "--baseline=adam",
                        "--candidate=Mine.java",
                        "--margin=0.01",
                        "--confirm"),
                tool("judge")
                        .command(Map.of(
                                "suite",
                                "s.yaml",
                                "baseline",
                                "adam",
                                "candidate",
                                "Mine.java",
                                "margin",
                                0.01,
                                "confirm",
                                true)));
        assertEquals(List.of("components", "--json"), tool("components").command(Map.of("plugins", List.of())));
    }

    /** A model chooses the values, and none of them may become another option. */
    @Test
    void noValueIsAnOption() {
        assertEquals(
                List.of("check", "--format", "json", "--", "--plugins=x"),
                tool("check").command(Map.of("suite", "--plugins=x")));
    }
}
