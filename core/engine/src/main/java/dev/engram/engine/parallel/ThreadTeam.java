package dev.engram.engine.parallel;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * The threads of one run: the caller and its helpers, which share the parts of a task. The helpers start with the first
 * task. A thread that waits spins for some microseconds and then sleeps, so that idle helpers take no time from other
 * runs. The caller takes every part that no helper has begun, so a helper without a core delays nobody.
 *
 * <p>Used by one caller at a time. A call allocates nothing.
 */
public final class ThreadTeam implements AutoCloseable {
    /** A team of the caller alone. */
    public static final ThreadTeam SINGLE = new ThreadTeam(1, "");
    /** The largest team. */
    public static final int MAX_SIZE = 1024;

    private static final String LEAST_PART = "engram.threads.least-part";

    /** Products of a step follow each other within about this time; waking a thread takes as long. */
    private static final long SPIN_NANOS = 30_000;

    private static final int CHECKS = 16;
    private static final int PART_BITS = 16;
    private static final long PART_MASK = (1L << PART_BITS) - 1;

    /** Work in parts. Different parts write different memory. */
    public interface Task {
        /** Does a part, counted from 0. */
        void run(int part);
    }

    private final int size;
    private final String name;
    /** The number of the task, then the parts that nobody has begun. A claim fails if either has changed. */
    private final AtomicLong open = new AtomicLong();

    private final AtomicInteger unfinished = new AtomicInteger();
    private final Helper[] helpers;
    private Task task;
    private boolean started;
    private volatile Thread waiting;
    private volatile Throwable failure;
    private volatile boolean closed;

    /**
     * Creates a team; no thread starts yet.
     *
     * @param size the number of threads with the caller
     * @param name the prefix of the names of the helpers
     */
    public ThreadTeam(int size, String name) {
        if (size < 1 || size > MAX_SIZE) {
            throw new IllegalArgumentException("size " + size + ": must be between 1 and " + MAX_SIZE);
        }
        this.size = size;
        this.name = name;
        this.helpers = new Helper[size - 1];
    }

    /** Returns the least work of a part. A property replaces it, so that tests can divide small work. */
    public static int leastPart(int usual) {
        return Integer.getInteger(LEAST_PART, usual);
    }

    /** Returns the number of threads with the caller. */
    public int size() {
        return closed ? 1 : size;
    }

    /**
     * Does all parts and returns when they are done. If parts throw exceptions, one of them is thrown after the last
     * part.
     *
     * @param parts at most the size of the team
     */
    public void run(Task task, int parts) {
        start();
        this.task = task;
        failure = null;
        unfinished.set(parts);
        open.set((open.get() >>> PART_BITS) + 1 << PART_BITS | parts);
        for (int i = 0; i < parts - 1; i++) {
            helpers[i].wake();
        }
        while (runPart()) {}
        await();
        this.task = null;
        if (failure != null) {
            throw propagated(failure);
        }
    }

    private void start() {
        if (started) {
            return;
        }
        started = true;
        for (int i = 0; i < helpers.length; i++) {
            helpers[i] = new Helper();
            helpers[i].setDaemon(true);
            helpers[i].setName(name + (i + 1));
            helpers[i].start();
        }
    }

    /** Claims and does a part; returns false if there is none left. */
    private boolean runPart() {
        long seen = open.get();
        while ((seen & PART_MASK) != 0) {
            if (open.compareAndSet(seen, seen - 1)) {
                runPart((int) (seen & PART_MASK) - 1);
                return true;
            }
            seen = open.get();
        }
        return false;
    }

    private void runPart(int part) {
        try {
            task.run(part);
        } catch (RuntimeException | Error e) {
            failure = e;
        }
        if (unfinished.decrementAndGet() == 0) {
            Thread caller = waiting;
            if (caller != null) {
                LockSupport.unpark(caller);
            }
        }
    }

    /** An interrupt of the caller only makes it wait without sleeping. */
    private void await() {
        long begin = System.nanoTime();
        while (unfinished.get() != 0) {
            if (spin(begin)) {
                continue;
            }
            waiting = Thread.currentThread();
            if (unfinished.get() != 0) {
                LockSupport.park(this);
            }
            waiting = null;
        }
    }

    /** Spins a little; returns false if the time for it is over. */
    private static boolean spin(long begin) {
        for (int i = 0; i < CHECKS; i++) {
            Thread.onSpinWait();
        }
        return System.nanoTime() - begin < SPIN_NANOS;
    }

    private static RuntimeException propagated(Throwable failure) {
        if (failure instanceof Error e) {
            throw e;
        }
        return (RuntimeException) failure;
    }

    /** Ends the helpers. A caller that still works continues alone. */
    @Override
    public void close() {
        closed = true;
        for (Helper h : helpers) {
            if (h != null) {
                LockSupport.unpark(h);
            }
        }
    }

    private final class Helper extends Thread {
        private volatile boolean asleep;

        void wake() {
            if (asleep) {
                LockSupport.unpark(this);
            }
        }

        @Override
        public void run() {
            long idleSince = System.nanoTime();
            while (!closed) {
                if (runPart()) {
                    idleSince = System.nanoTime();
                } else if (!spin(idleSince)) {
                    sleep();
                    idleSince = System.nanoTime();
                }
            }
        }

        private void sleep() {
            asleep = true;
            if ((open.get() & PART_MASK) == 0 && !closed) {
                LockSupport.park(ThreadTeam.this);
            }
            asleep = false;
            Thread.interrupted(); // a component can interrupt any thread, and an interrupted thread does not sleep
        }
    }
}
