package dev.engram.spark;

import dev.engram.spark.bridge.DriverSide;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.api.plugin.DriverPlugin;
import org.apache.spark.api.plugin.ExecutorPlugin;
import org.apache.spark.api.plugin.PluginContext;
import org.apache.spark.api.plugin.SparkPlugin;

/**
 * The connection between executors and the driver: Spark gives a plugin a way to send messages. So each result reaches
 * the driver as soon as it is known, not with the end of its task; a lost executor loses only the runs that it was
 * making.
 */
public final class EngramPlugin implements SparkPlugin {
    private static final String OPTIONS = "-XX:PerMethodTrapLimit=10000"
            + " -XX:Tier4InvocationThreshold=20000 -XX:Tier4MinInvocationThreshold=600"
            + " -XX:Tier4CompileThreshold=60000 -XX:Tier4BackEdgeThreshold=160000";
    private static final Pattern COLLECTOR = Pattern.compile("-XX:\\+Use\\w+GC\\b");
    /** The driver has one application, so one source. Spark creates the plugin by name, without arguments. */
    private static final AtomicReference<DriverSide> SOURCE = new AtomicReference<>();

    /** Sets what answers the messages of executors, before the first task. */
    static void setSource(DriverSide source) {
        SOURCE.set(source);
    }

    /** Adds the settings of the application that the user has not chosen. */
    static void configure(SparkConf conf) {
        conf.set("spark.plugins", join(conf.get("spark.plugins", ""), ",", EngramPlugin.class.getName()));
        conf.setIfMissing("spark.app.name", "engram");
        conf.setIfMissing("spark.log.level", "WARN");
        conf.setIfMissing("spark.ui.enabled", "false");
        // A lost executor is not the fault of a run. The driver itself gives up runs that end their executors.
        conf.setIfMissing("spark.task.maxFailures", "1000");
        String options = "spark.executor.extraJavaOptions";
        conf.set(options, executorOptions(conf.get(options, ""), conf.get("spark.executor.defaultJavaOptions", "")));
    }

    /**
     * Returns the options of Engram's own command, whose launcher script has the reasons, and then those of the user. A
     * JVM with two garbage collectors does not start. The module of the Vector API is one of Spark's own options.
     *
     * @param extra the user's options
     * @param defaults the administrator's options, which Spark adds
     */
    static String executorOptions(String extra, String defaults) {
        boolean chosen = COLLECTOR.matcher(extra + " " + defaults).find();
        return join(chosen ? OPTIONS : "-XX:+UseSerialGC " + OPTIONS, " ", extra);
    }

    private static String join(String first, String separator, String second) {
        return first.isBlank() || second.isBlank() ? first + second : first + separator + second;
    }

    @Override
    public DriverPlugin driverPlugin() {
        return new Answers();
    }

    @Override
    public ExecutorPlugin executorPlugin() {
        return new Executor();
    }

    private static final class Answers implements DriverPlugin {
        @Override
        public Map<String, String> init(SparkContext spark, PluginContext context) {
            return Map.of();
        }

        @Override
        public Object receive(Object message) {
            if (message instanceof String problem) {
                SOURCE.get().fail(problem);
                return "";
            }
            return SOURCE.get().receive((byte[]) message);
        }
    }

    private static final class Executor implements ExecutorPlugin {
        @Override
        public void init(PluginContext context, Map<String, String> configuration) {
            ExecutorEngram.start(context);
        }

        @Override
        public void shutdown() {
            ExecutorEngram.stop();
        }
    }
}
