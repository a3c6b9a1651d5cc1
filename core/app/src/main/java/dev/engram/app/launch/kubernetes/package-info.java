/**
 * An indexed Job of Kubernetes and its ConfigMaps, as YAML for {@code kubectl create}. Engram writes them and does not
 * talk to Kubernetes itself.
 */
package dev.engram.app.launch.kubernetes;
