package dev.engram.spark;

import dev.engram.spark.bridge.DriverException;
import dev.engram.spark.bridge.DriverSide;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * The main class for {@code spark-submit}: makes the runs of a job on a Spark cluster. Its arguments are those of
 * {@code engram work}.
 */
public final class SparkDriver {
    private static final int FAILED = 1;
    private static final int BAD_INPUT = 2;

    private SparkDriver() {}

    public static void main(String[] args) {
        int code;
        try {
            code = run(List.of(args));
        } catch (DriverException e) {
            System.err.println("engram: " + e.getMessage());
            code = e.exitCode();
        }
        System.err.flush();
        System.exit(code);
    }

    private static int run(List<String> args) throws DriverException {
        Path home = home();
        SparkConf conf = new SparkConf();
        if (!conf.contains("spark.master")) {
            throw new DriverException(BAD_INPUT, "there is no Spark master; give one to spark-submit with --master");
        }
        EngramPlugin.configure(conf);
        // Executors start while the runs are read.
        FutureTask<JavaSparkContext> connection = new FutureTask<>(() -> connect(conf));
        Thread connecting = new Thread(connection, "connection");
        connecting.setDaemon(true);
        connecting.start();
        try (DistributionLoader loader = DistributionLoader.of(home)) {
            Thread.currentThread().setContextClassLoader(loader);
            try (DriverSide source = loader.engram().openDriver(home, conf.get("spark.master"), args)) {
                Thread.currentThread().setContextClassLoader(SparkDriver.class.getClassLoader());
                EngramPlugin.setSource(source);
                return run(connection, home, source);
            }
        } catch (IOException e) {
            throw new DriverException(BAD_INPUT, "the distribution of Engram in " + home + " cannot be read: " + e);
        }
    }

    private static int run(Future<JavaSparkContext> connection, Path home, DriverSide source)
            throws DriverException, IOException {
        Path shipment = Shipment.write(home);
        try (JavaSparkContext spark = await(connection)) {
            spark.addFile(shipment.toString());
            new Dispatcher(spark, source, shipment.getFileName().toString()).run();
            return source.finish();
        } finally {
            Files.deleteIfExists(shipment);
        }
    }

    private static JavaSparkContext await(Future<JavaSparkContext> connection) throws DriverException {
        try {
            return connection.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof DriverException d) {
                throw d;
            }
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nothing interrupts the main thread", e);
        }
    }

    /** Starts the application. Spark asks a master three times, for 20 s each, before it gives up. */
    private static JavaSparkContext connect(SparkConf conf) throws DriverException {
        try {
            JavaSparkContext spark = new JavaSparkContext(conf);
            if (!spark.sc().isStopped()) {
                return spark;
            }
            spark.close();
        } catch (RuntimeException e) {
            throw new DriverException(FAILED, noAnswer(conf) + ": " + e.getMessage());
        }
        throw new DriverException(FAILED, noAnswer(conf));
    }

    private static String noAnswer(SparkConf conf) {
        return "the Spark master " + conf.get("spark.master") + " did not accept the application; is it a master of"
                + " Spark " + org.apache.spark.package$.MODULE$.SPARK_VERSION() + ", and is it running?";
    }

    /** Returns the folder of the distribution, in whose folder {@code spark} the jar of this class is. */
    private static Path home() throws DriverException {
        Path jar = DistributionLoader.ownCode().toAbsolutePath();
        Path home = jar.getParent().getParent();
        if (home == null || !Files.isDirectory(home.resolve("lib")) || !Files.isDirectory(home.resolve("plugins"))) {
            throw new DriverException(
                    BAD_INPUT,
                    jar + " is not in the folder 'spark' of an Engram distribution; give spark-submit the file there,"
                            + " and --deploy-mode client");
        }
        return home;
    }
}
