package dev.engram.app.execution;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The request to end the program in good order, after SIGINT (Ctrl-C), SIGTERM or SIGHUP. A signal concerns the whole
 * process, so this is the one place for it: what can be ended registers here, and the program's shutdown hook sends.
 */
public final class StopSignal {
    private static final Set<Registration> REGISTRATIONS = ConcurrentHashMap.newKeySet();

    private StopSignal() {}

    /** Work that a signal can end, until it is closed. */
    public static final class Registration implements AutoCloseable {
        private final Runnable stop;

        private Registration(Runnable stop) {
            this.stop = stop;
        }

        @Override
        public void close() {
            REGISTRATIONS.remove(this);
        }
    }

    /**
     * Registers work that a signal can end.
     *
     * @param stop asks the work to end, and returns at once; called from another thread
     */
    public static Registration register(Runnable stop) {
        Registration registration = new Registration(stop);
        REGISTRATIONS.add(registration);
        return registration;
    }

    /** Asks all registered work to end. Returns whether there is any, which then ends by itself. */
    public static boolean send() {
        boolean any = false;
        for (Registration registration : REGISTRATIONS) {
            registration.stop.run();
            any = true;
        }
        return any;
    }
}
