package dev.engram.spark.work;

import dev.engram.engine.queue.QueueCodec;
import dev.engram.engine.queue.QueuedRun;
import java.io.DataInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The runs of one Spark task.
 *
 * @param key number of the batch, unique in one driver
 * @param alone true if nothing else is made in the meantime: then a run that runs out of memory has failed
 * @param settings settings of all batches
 */
record RunBatch(long key, boolean alone, Settings settings, List<QueuedRun> runs) {
    RunBatch {
        runs = List.copyOf(runs);
    }

    /**
     * Settings that change no result.
     *
     * @param checkpoints the time between the checkpoints of a run
     * @param timeLimit the time limit of a run; empty for none
     */
    record Settings(Duration checkpoints, Optional<Duration> timeLimit) {}

    byte[] encode() {
        return Bytes.write(out -> {
            out.writeLong(key);
            out.writeBoolean(alone);
            out.writeLong(settings.checkpoints().toMillis());
            out.writeLong(settings.timeLimit().map(Duration::toMillis).orElse(0L));
            out.writeInt(runs.size());
            for (QueuedRun run : runs) {
                Bytes.writeBlock(out, QueueCodec.encode(run));
            }
        });
    }

    static RunBatch decode(byte[] bytes) {
        return Bytes.read(bytes, in -> {
            long key = in.readLong();
            boolean alone = in.readBoolean();
            Duration checkpoints = Duration.ofMillis(in.readLong());
            long limit = in.readLong();
            List<QueuedRun> runs = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                runs.add(QueueCodec.decodeRun(Bytes.readBlock(in)));
            }
            Optional<Duration> timeLimit = limit == 0 ? Optional.empty() : Optional.of(Duration.ofMillis(limit));
            return new RunBatch(key, alone, new Settings(checkpoints, timeLimit), runs);
        });
    }

    /** Returns the key of an encoded batch. */
    static long key(byte[] bytes) {
        return Bytes.read(bytes, DataInputStream::readLong);
    }
}
