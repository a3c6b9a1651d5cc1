package dev.engram.engine.plugins;

import java.util.concurrent.Callable;

/**
 * The creation of components, which runs code of plugins while a suite is read. A caller can supervise the components
 * that its thread creates, because a constructor or a static initialiser may never return.
 */
public final class ComponentSetup {
    private static final ThreadLocal<Supervisor> SUPERVISOR = new ThreadLocal<>();

    private ComponentSetup() {}

    /** Supervises the creation of components. */
    public interface Supervisor {
        /**
         * Calls work, on this thread or another, and throws what it throws.
         *
         * @param component the component, such as {@code optimizer/adam}
         */
        <T> T call(String component, Callable<T> work) throws Exception;
    }

    /** The time in which a supervisor is used. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /** Makes a supervisor responsible for this thread, until the result is closed. */
    public static Scope supervise(Supervisor supervisor) {
        Supervisor before = SUPERVISOR.get();
        SUPERVISOR.set(supervisor);
        return () -> SUPERVISOR.set(before);
    }

    /** Calls work that creates a component, under the supervisor of this thread if there is one. */
    public static <T> T call(String component, Callable<T> work) throws Exception {
        Supervisor supervisor = SUPERVISOR.get();
        return supervisor == null ? work.call() : supervisor.call(component, work);
    }
}
