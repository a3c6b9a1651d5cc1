package dev.engram.api.junit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.api.Results;
import dev.engram.api.SuiteSpec;
import org.junit.jupiter.api.Test;

@EngramTest(workers = 1)
class EngramTestTest {
    @Test
    void aTestMethodGetsASuiteOfItsOwnName(SuiteSpec suite) {
        Results results = suite.landscape("rosenbrock")
                .set("start", "[-1.2, 1]")
                .training("steps", 3)
                .optimizer("sgd")
                .seeds(1)
                .run();
        assertEquals("EngramTestTest.aTestMethodGetsASuiteOfItsOwnName", results.suite());
        assertEquals(1, results.cells().size());
    }
}
