package dev.engram.app.launch.slurm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LastingReasonTest {
    private static Optional<String> obstacle(String reason, String partition) {
        SlurmClient.Task task = new SlurmClient.Task(0, "PENDING", "", reason, partition, "2:00:00");
        return LastingReason.describe(List.of(task), new SlurmClient(Path.of("/")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PartitionNodeLimit", "BadConstraints", "Priority", "Resources"})
    void aReasonThatSlurmAlsoGivesForNodesThatAreDownPasses(String reason) {
        assertEquals(Optional.empty(), obstacle(reason, "main"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PartitionTimeLimit", "QOSMaxCpuPerJobLimit"})
    void aLimitOfOneOfSeveralPartitionsPasses(String reason) {
        assertEquals(Optional.empty(), obstacle(reason, "main,other"));
    }

    @Test
    void aLimitOfTheOnlyPartitionLasts() {
        assertTrue(obstacle("QOSMaxCpuPerJobLimit", "main").orElseThrow().contains("partition main"));
    }
}
