package dev.engram.spark.work;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The driver's answers to an {@link ExecutorMessage}. */
final class DriverAnswer {
    private DriverAnswer() {}

    /** How an executor continues. */
    enum Next {
        CONTINUE,
        /** Send a checkpoint of the run that is being made, and end the task. */
        SAVE_AND_STOP,
        /** End the task: another attempt has made the runs. */
        ABANDON
    }

    static byte[] encode(Next next) {
        return new byte[] {(byte) next.ordinal()};
    }

    static Next decodeNext(byte[] bytes) {
        return Next.values()[bytes[0]];
    }

    /**
     * Encodes the answer to a {@link ExecutorMessage.Start}.
     *
     * @param needed the ids of the runs that have no result, with the checkpoints of those that have one
     */
    static byte[] encode(Map<String, Optional<byte[]>> needed) {
        return Bytes.write(out -> {
            out.writeInt(needed.size());
            for (Map.Entry<String, Optional<byte[]>> e : needed.entrySet()) {
                out.writeUTF(e.getKey());
                out.writeBoolean(e.getValue().isPresent());
                if (e.getValue().isPresent()) {
                    Bytes.writeBlock(out, e.getValue().get());
                }
            }
        });
    }

    static Map<String, Optional<byte[]>> decodeNeeded(byte[] bytes) {
        return Bytes.read(bytes, in -> {
            Map<String, Optional<byte[]>> needed = new LinkedHashMap<>();
            for (int left = in.readInt(); left > 0; left--) {
                String id = in.readUTF();
                needed.put(id, in.readBoolean() ? Optional.of(Bytes.readBlock(in)) : Optional.empty());
            }
            return needed;
        });
    }
}
