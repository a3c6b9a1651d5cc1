package dev.engram.spark.work;

import dev.engram.engine.queue.FinishedRun;
import dev.engram.engine.queue.QueueCodec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an executor tells the driver. Each message is answered; see {@link DriverAnswer}. */
sealed interface ExecutorMessage {
    /** Returns the key of the batch. */
    long batch();

    /** Returns the name of the executor and its machine. */
    String machine();

    byte[] encode();

    /**
     * An attempt at a batch begins. The answer says which runs are still needed.
     *
     * @param attempt number of earlier attempts
     */
    record Start(long batch, String machine, int attempt) implements ExecutorMessage {
        @Override
        public byte[] encode() {
            return Bytes.write(out -> {
                out.writeByte(0);
                out.writeLong(batch);
                out.writeUTF(machine);
                out.writeInt(attempt);
            });
        }
    }

    /**
     * What was made since the last message. The answer says how to continue.
     *
     * @param seconds the time since the last message
     * @param finished results
     * @param outOfMemory ids of runs that are to be tried again alone
     * @param saved a checkpoint of the run that is being made
     * @param over true if this attempt at the batch ends
     */
    record Report(
            long batch,
            String machine,
            double seconds,
            List<FinishedRun> finished,
            List<String> outOfMemory,
            Optional<Saved> saved,
            boolean over)
            implements ExecutorMessage {
        @Override
        public byte[] encode() {
            return Bytes.write(out -> {
                out.writeByte(1);
                out.writeLong(batch);
                out.writeUTF(machine);
                out.writeDouble(seconds);
                out.writeInt(finished.size());
                for (FinishedRun run : finished) {
                    Bytes.writeBlock(out, QueueCodec.encode(run));
                }
                out.writeInt(outOfMemory.size());
                for (String id : outOfMemory) {
                    out.writeUTF(id);
                }
                out.writeBoolean(saved.isPresent());
                if (saved.isPresent()) {
                    out.writeUTF(saved.get().id());
                    Bytes.writeBlock(out, saved.get().checkpoint());
                }
                out.writeBoolean(over);
            });
        }
    }

    /**
     * Something that the user should know. The answer says how to continue.
     *
     * @param sentence names the run
     */
    record Warning(long batch, String machine, String sentence) implements ExecutorMessage {
        @Override
        public byte[] encode() {
            return Bytes.write(out -> {
                out.writeByte(2);
                out.writeLong(batch);
                out.writeUTF(machine);
                out.writeUTF(sentence);
            });
        }
    }

    /** A run between two steps. */
    record Saved(String id, byte[] checkpoint) {}

    static ExecutorMessage decode(byte[] bytes) {
        return Bytes.read(bytes, in -> {
            int kind = in.readByte();
            long batch = in.readLong();
            String machine = in.readUTF();
            if (kind == 0) {
                return new Start(batch, machine, in.readInt());
            }
            if (kind == 2) {
                return new Warning(batch, machine, in.readUTF());
            }
            double seconds = in.readDouble();
            List<FinishedRun> finished = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                finished.add(QueueCodec.decodeFinished(Bytes.readBlock(in)));
            }
            List<String> outOfMemory = new ArrayList<>();
            for (int left = in.readInt(); left > 0; left--) {
                outOfMemory.add(in.readUTF());
            }
            Optional<Saved> saved =
                    in.readBoolean() ? Optional.of(new Saved(in.readUTF(), Bytes.readBlock(in))) : Optional.empty();
            return new Report(batch, machine, seconds, finished, outOfMemory, saved, in.readBoolean());
        });
    }
}
