/**
 * Messages of Protocol Buffers without generated classes, for files of other programs: {@link
 * dev.engram.app.protobuf.ProtoMessage}. The only package that imports the library.
 */
package dev.engram.app.protobuf;
