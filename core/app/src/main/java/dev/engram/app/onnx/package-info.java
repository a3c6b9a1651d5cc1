/**
 * Networks as models of ONNX, the Open Neural Network Exchange, for ONNX Runtime and other programs. Start with {@link
 * dev.engram.app.onnx.OnnxModel}.
 */
package dev.engram.app.onnx;
