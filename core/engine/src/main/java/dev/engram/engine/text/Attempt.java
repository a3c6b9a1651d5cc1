package dev.engram.engine.text;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * A call of a component's code, on this thread or another. Like a future, but it never calls a method of the exception,
 * which may throw as well. Interrupts are ignored, because a component can interrupt any thread.
 */
public final class Attempt<T> implements Runnable {
    /** A longer time, which a long of nanoseconds cannot hold, counts as this: 292 years. */
    private static final Duration LONGEST = Duration.ofNanos(Long.MAX_VALUE);

    private final Callable<T> work;
    private final CountDownLatch done = new CountDownLatch(1);
    private T result;
    private Throwable thrown;

    public Attempt(Callable<T> work) {
        this.work = work;
    }

    @Override
    public void run() {
        try {
            result = work.call();
        } catch (Throwable e) {
            thrown = e;
        } finally {
            done.countDown();
        }
    }

    /** Starts the call on a thread of its own, which does not keep the program from ending. */
    public Thread start(String name) {
        Thread thread = new Thread(this, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Waits until the call has ended; returns false if the time has passed before. */
    public boolean await(Duration limit) {
        long end = System.nanoTime() + (limit.compareTo(LONGEST) < 0 ? limit : LONGEST).toNanos();
        while (true) {
            try {
                return done.await(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                continue; // the time that is left is still granted
            }
        }
    }

    /**
     * Returns the result of a call that has ended.
     *
     * @throws ExecutionException with whatever the work threw as its cause
     */
    public T result() throws ExecutionException {
        if (thrown != null) {
            throw new ExecutionException("the work threw an exception", thrown);
        }
        return result;
    }
}
