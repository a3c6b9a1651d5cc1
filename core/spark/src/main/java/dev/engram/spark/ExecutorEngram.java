package dev.engram.spark;

import dev.engram.spark.bridge.DriverException;
import dev.engram.spark.bridge.ExecutorSide;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.spark.SparkFiles;
import org.apache.spark.api.plugin.PluginContext;

/** Engram in an executor: unpacked and loaded once, with its plugins, at the first task. */
final class ExecutorEngram {
    private static PluginContext context;
    private static DistributionLoader loader;
    private static ExecutorSide maker;
    private static boolean broken;

    private ExecutorEngram() {}

    static synchronized void start(PluginContext pluginContext) {
        context = pluginContext;
    }

    /** Returns what makes runs; null if this executor cannot make any, which the driver then knows. */
    static synchronized ExecutorSide maker(String shipment, byte[] job) {
        if (maker == null && !broken) {
            try {
                load(Path.of(SparkFiles.get(shipment)), job);
            } catch (DriverException e) {
                giveUp(e.getMessage());
            } catch (IOException | RuntimeException | LinkageError e) {
                giveUp(e.toString());
            }
        }
        return maker;
    }

    /** Tells the driver once. An exception would make Spark try this executor again and again. */
    private static void giveUp(String reason) {
        broken = true;
        ask((Object) (machine() + " cannot make runs: " + reason));
    }

    private static void load(Path shipment, byte[] job) throws DriverException, IOException {
        Path files = shipment.toAbsolutePath().getParent();
        Path home = Files.createTempDirectory(files, "engram-home-");
        Shipment.unpack(shipment, home);
        loader = DistributionLoader.of(home);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            maker = loader.engram().openExecutor(home, files, machine(), job);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static String machine() {
        try {
            return "executor " + context.executorID() + " on "
                    + InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "executor " + context.executorID();
        }
    }

    /** Returns the class loader of Engram. */
    static synchronized ClassLoader classes() {
        return loader;
    }

    /** Sends a message about runs to the driver and returns its answer. */
    static byte[] ask(byte[] message) {
        return (byte[]) ask((Object) message);
    }

    /** Sends runs as bytes, or a problem as text. */
    private static Object ask(Object message) {
        try {
            return context.ask(message);
        } catch (Exception e) {
            throw new IllegalStateException("the driver does not answer", e);
        }
    }

    static synchronized void stop() {
        if (maker != null) {
            maker.close();
            maker = null;
        }
    }
}
