package dev.engram.app.launch.kubernetes;

/** A suite cannot be written for Kubernetes. */
public final class KubernetesException extends RuntimeException {
    private static final long serialVersionUID = 1;

    KubernetesException(String message) {
        super(message);
    }
}
