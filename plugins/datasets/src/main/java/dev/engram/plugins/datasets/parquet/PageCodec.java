package dev.engram.plugins.datasets.parquet;

import dev.engram.plugins.datasets.columnar.ByteReader;
import dev.engram.plugins.datasets.columnar.ColumnFileException;
import dev.engram.plugins.datasets.columnar.Lz4;
import dev.engram.plugins.datasets.columnar.Snappy;
import dev.engram.plugins.datasets.columnar.Unpacker;
import dev.engram.plugins.datasets.zstd.Zstd;

/** How the pages of a column are packed, in the order of the format. */
enum PageCodec {
    UNCOMPRESSED,
    SNAPPY,
    GZIP,
    LZO,
    BROTLI,
    LZ4,
    ZSTD,
    LZ4_RAW;

    /** @param what the column, for messages */
    static PageCodec of(long number, String what) throws ColumnFileException {
        if (number < 0 || number >= values().length) {
            throw ColumnFileException.damaged(what + " is packed by the unknown method " + number);
        }
        return values()[(int) number];
    }

    /** @param size size when unpacked, as the file declares it */
    ByteReader unpack(ByteReader page, long size, String what) throws ColumnFileException {
        return switch (this) {
            case UNCOMPRESSED -> page;
            case SNAPPY -> new ByteReader(Unpacker.unpack(Snappy::unpack, page, size), what);
            case GZIP -> new ByteReader(Unpacker.gunzip(page, size), what);
            case LZ4_RAW -> new ByteReader(Unpacker.unpack(Lz4::unpackBlock, page, size), what);
            case ZSTD -> new ByteReader(Unpacker.unpack(Zstd::unpack, page, size), what);
            default ->
                throw ColumnFileException.unsupported(
                        what + " is packed with " + name(),
                        "write the file with compression snappy, gzip, zstd or lz4_raw");
        };
    }
}
