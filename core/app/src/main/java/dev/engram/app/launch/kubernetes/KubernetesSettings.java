package dev.engram.app.launch.kubernetes;

import dev.engram.spi.Hyper;

/**
 * The options of a Job in Kubernetes, as in a file of launchers.
 *
 * @param workers the number of workers: the completions of the Job
 * @param parallelism how many of them run at the same time; 0 for all
 * @param secret the Secret with the address of the store ({@code url}) and its password ({@code password})
 * @param namespace the namespace; empty for that of kubectl
 */
public record KubernetesSettings(
        Pod pod,

        @Hyper(
                value = "4",
                range = "[1,100000]",
                doc = "most workers (completions of the Job); never more than the runs need")
        int workers,

        @Hyper(value = "0", range = "[0,100000]", doc = "workers at the same time; 0 for all")
        int parallelism,

        @Hyper(value = "engram-store", doc = "Secret with the keys url and password of the store")
        String secret,

        @Hyper(value = "''", doc = "namespace; empty for that of kubectl")
        String namespace) {
    /** The name of this kind of launcher. */
    public static final String KIND = "kubernetes";

    /**
     * The pod of a worker.
     *
     * @param image the container image, built with Engram's Dockerfile
     * @param cores its cores, each of which makes one run at a time
     * @param memory its memory, as Kubernetes writes it
     * @param save the time in seconds that it has to save its runs when it is removed
     */
    public record Pod(
            @Hyper(doc = "container image that contains Engram, such as registry.example.org/engram:1.0")
            String image,

            @Hyper(value = "1", range = "[1,1024]", doc = "cores of a worker; each makes one run at a time")
            int cores,

            @Hyper(value = "1Gi", doc = "memory of a worker, such as 512Mi or 4Gi")
            String memory,

            @Hyper(value = "60", range = "[1,3600]", doc = "seconds to save runs when a pod is removed")
            int save) {}

    /** Returns these settings with no more workers than there is work for, if a worker makes a run on each core. */
    public KubernetesSettings forRuns(int runs) {
        int needed = Math.max(1, (runs + pod.cores - 1) / pod.cores);
        return new KubernetesSettings(pod, Math.min(workers, needed), parallelism, secret, namespace);
    }

    /** Returns the number of workers that run at the same time. */
    int atOnce() {
        return parallelism == 0 ? workers : Math.min(parallelism, workers);
    }
}
