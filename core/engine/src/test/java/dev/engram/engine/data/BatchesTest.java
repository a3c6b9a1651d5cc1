package dev.engram.engine.data;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.engram.engine.run.TrainingSettings.LastBatch;
import dev.engram.engine.run.TrainingSettings.Order;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
    private static Batches batches(int rows, int size, LastBatch lastBatch) {
        float[] x = new float[rows];
        for (int i = 0; i < rows; i++) {
            x[i] = i;
        }
        int[] all = IntStream.range(0, rows).toArray();
        Split split =
                new Split(new Split.Examples(1, x, 1, new float[rows], new int[0], List.of(), false), all, all, all);
        return new Batches(split, size, Order.AS_IS, lastBatch, 1);
    }

    private static List<Integer> sizes(Batches b, int steps) {
        return IntStream.rangeClosed(1, steps)
                .mapToObj(s -> {
                    b.gather(s);
                    return b.rows();
                })
                .toList();
    }

    @Test
    void theLastBatchOfAnEpochIsSmallerOrLeftOut() {
        Batches keep = batches(10, 4, LastBatch.KEEP);
        assertEquals(List.of(4, 4, 2, 4, 4, 2), sizes(keep, 6));
        assertEquals(3, keep.stepsPerEpoch());
        assertEquals(10, keep.examplesPerEpoch());
        Batches drop = batches(10, 4, LastBatch.DROP);
        assertEquals(List.of(4, 4, 4, 4), sizes(drop, 4));
        assertEquals(2, drop.stepsPerEpoch());
        assertEquals(8, drop.examplesPerEpoch());
        drop.gather(3);
        assertEquals(0, drop.inputs().get(0, 0), "the third step begins the second epoch");
    }

    @Test
    void aCompleteLastBatchIsKept() {
        assertEquals(List.of(4, 4, 4), sizes(batches(8, 4, LastBatch.DROP), 3));
        assertEquals(1, batches(8, 8, LastBatch.DROP).stepsPerEpoch());
    }
}
