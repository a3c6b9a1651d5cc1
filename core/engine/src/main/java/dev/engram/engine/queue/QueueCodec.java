package dev.engram.engine.queue;

import dev.engram.engine.run.Cost;
import dev.engram.engine.run.KeptWeights;
import dev.engram.engine.run.Measurement;
import dev.engram.engine.run.Outcome;
import dev.engram.engine.run.Predictions;
import dev.engram.engine.run.RunResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Values of the queue as bytes, for other processes and machines. No bit is lost: NaN, infinities, negative zero and
 * the order of maps come back as they were. The first byte is the version of the format; bytes of earlier
 * versions can be read. Bytes of a later version, or that were cut off, throw {@link IllegalArgumentException} with the
 * reason.
 */
public final class QueueCodec {
    private QueueCodec() {}

    public static byte[] encode(QueuedCell cell) {
        ValueWriter out = new ValueWriter();
        write(out, cell);
        return out.bytes();
    }

    public static QueuedCell decodeCell(byte[] bytes) {
        ValueReader in = new ValueReader(bytes);
        QueuedCell cell = readCell(in);
        in.end();
        return cell;
    }

    public static byte[] encode(QueuedRun run) {
        ValueWriter out = new ValueWriter();
        out.text(run.id());
        out.number(run.seed());
        write(out, run.cell());
        return out.bytes();
    }

    public static QueuedRun decodeRun(byte[] bytes) {
        ValueReader in = new ValueReader(bytes);
        String id = in.text();
        long seed = in.number();
        QueuedRun run = new QueuedRun(id, readCell(in), seed);
        in.end();
        return run;
    }

    public static byte[] encode(Submission submission) {
        ValueWriter out = new ValueWriter();
        out.text(submission.engramVersion());
        out.text(submission.plan().suite());
        out.text(submission.plan().digest());
        out.text(submission.plan().overrides());
        out.list(submission.plugins(), p -> {
            out.text(p.id());
            out.text(p.version());
            out.text(p.fileName());
            out.text(p.sha256());
            out.flag(p.shipped());
        });
        return out.bytes();
    }

    public static Submission decodeSubmission(byte[] bytes) {
        ValueReader in = new ValueReader(bytes);
        String version = in.text();
        QueuedPlan plan = new QueuedPlan(in.text(), in.text(), in.text());
        Submission submission = new Submission(
                version, plan, in.list(() -> new QueuedPlugin(in.text(), in.text(), in.text(), in.text(), in.flag())));
        in.end();
        return submission;
    }

    public static byte[] encode(FinishedRun run) {
        ValueWriter out = new ValueWriter();
        out.text(run.id());
        out.map(run.provenance());
        write(out, run.result());
        return out.bytes();
    }

    public static FinishedRun decodeFinished(byte[] bytes) {
        ValueReader in = new ValueReader(bytes);
        String id = in.text();
        Map<String, String> provenance = in.map();
        FinishedRun run = new FinishedRun(id, provenance, readResult(in));
        in.end();
        return run;
    }

    private static void write(ValueWriter out, QueuedCell cell) {
        out.text(cell.suite());
        out.text(cell.cell());
        out.map(cell.axes());
        out.number(cell.trial().orElse(0));
        out.text(cell.spec());
        out.list(cell.files(), f -> {
            out.text(f.path());
            out.text(f.sha256());
            out.number(f.size());
        });
        out.flag(cell.keepsPredictions());
    }

    private static QueuedCell readCell(ValueReader in) {
        String suite = in.text();
        String cell = in.text();
        Map<String, String> axes = in.map();
        int trial = Math.toIntExact(in.number());
        return new QueuedCell(
                suite,
                cell,
                axes,
                trial == 0 ? OptionalInt.empty() : OptionalInt.of(trial),
                in.text(),
                in.list(() -> new QueuedFile(in.text(), in.text(), in.number())),
                in.flag());
    }

    private static void write(ValueWriter out, RunResult result) {
        out.text(result.outcome().name());
        out.text(result.reason());
        out.text(result.hash());
        Cost cost = result.cost();
        out.number(cost.steps());
        out.number(cost.examples());
        out.real(cost.seconds());
        out.number(cost.multiplyAdds());
        out.number(cost.stateBytes());
        out.optional(result.notLocal(), flags -> out.list(flags, out::text));
        out.list(result.measurements(), m -> {
            out.number(m.step());
            out.real(m.epoch());
            out.text(m.phase());
            out.text(m.metric());
            out.real(m.value());
        });
        out.optional(result.artifacts().predictions(), p -> {
            out.text(p.testSetHash());
            out.integers(p.trueClasses());
            out.integers(p.predictedClasses());
        });
        out.list(result.artifacts().weights(), w -> {
            out.number(w.step());
            out.bytes(w.arrays());
        });
    }

    private static RunResult readResult(ValueReader in) {
        return new RunResult(
                Outcome.valueOf(in.text()),
                in.text(),
                in.text(),
                new Cost(in.number(), in.number(), in.real(), in.number(), in.number()),
                in.optional(() -> in.list(in::text)),
                in.list(() -> new Measurement(in.number(), in.real(), in.text(), in.text(), in.real())),
                new RunResult.Artifacts(
                        readPredictions(in),
                        in.hasWeights() ? in.list(() -> new KeptWeights(in.number(), in.bytes())) : List.of()));
    }

    private static Optional<Predictions> readPredictions(ValueReader in) {
        return in.optional(() -> new Predictions(in.text(), in.integers(), in.integers()));
    }
}
