package dev.engram.spark;

import dev.engram.spark.bridge.ExecutorSide;
import java.util.Iterator;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;

/** Makes the runs of one task in an executor. */
final class TaskFunction implements VoidFunction<Iterator<byte[]>> {
    private static final long serialVersionUID = 1;

    private final String shipment;
    private final byte[] job;

    /**
     * @param shipment the name of the file with the distribution
     * @param job what {@link ExecutorSide} needs to know of the job
     */
    TaskFunction(String shipment, byte[] job) {
        this.shipment = shipment;
        this.job = job.clone();
    }

    @Override
    public void call(Iterator<byte[]> tasks) {
        ExecutorSide maker = ExecutorEngram.maker(shipment, job);
        if (maker == null) {
            return;
        }
        TaskContext context = TaskContext.get();
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(ExecutorEngram.classes());
        try {
            while (tasks.hasNext()) {
                maker.make(tasks.next(), context.attemptNumber(), ExecutorEngram::ask, context::isInterrupted);
            }
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
