/**
 * Sends the stored runs of a suite to an MLflow server through its REST interface, version 2.0. Uses
 * {@code engine.render} for JSON.
 * Start reading at {@link dev.engram.app.mlflow.MlflowExport}.
 */
package dev.engram.app.mlflow;
