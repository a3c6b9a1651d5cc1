// Writes the files of this folder: npm install nodejs-polars@0.26.1 apache-arrow@21.2.0 parquet-wasm@0.8.0, then node write.mjs.
import {createRequire} from 'module';
import fs from 'fs';
const require = createRequire(process.cwd() + '/');
const pl = require('nodejs-polars');
const arrow = require('apache-arrow');

const n = 300;
const rows = [...Array(n).keys()];
const kinds = ['setosa', 'versicolor', 'a kind with a name of more than twelve bytes'];
const table = {
  half: rows.map(i => i / 2 - 20),
  whole: rows.map(i => i * i - 5000),
  flag: rows.map(i => i % 3 === 0),
  color: rows.map(i => ['red', 'green', 'bleu é'][(i * 7) % 11 % 3]),
  note: rows.map(i => (i % 5 === 0 ? null : 'note ' + i)),
  kind: rows.map(i => kinds[i % 3]),
};
const df = pl.DataFrame(table);
for (const compression of ['uncompressed', 'snappy', 'gzip', 'zstd']) {
  df.writeParquet(`polars-${compression}.parquet`, {compression});
}
for (const compression of ['uncompressed', 'lz4', 'zstd']) {
  df.writeIPC(`polars-${compression}.arrow`, {compression});
}

const js = new arrow.Table({
  half: arrow.vectorFromArray(table.half, new arrow.Float32()),
  whole: arrow.vectorFromArray(table.whole, new arrow.Int32()),
  flag: arrow.vectorFromArray(table.flag, new arrow.Bool()),
  color: arrow.vectorFromArray(table.color, new arrow.Dictionary(new arrow.Utf8(), new arrow.Int8())),
  note: arrow.vectorFromArray(table.note, new arrow.Utf8()),
  kind: arrow.vectorFromArray(table.kind, new arrow.Utf8()),
});
fs.writeFileSync('js-file.arrow', arrow.tableToIPC(js, 'file'));
fs.writeFileSync('js-stream.arrow', arrow.tableToIPC(js, 'stream'));


// Pages of version 2, with differences in place of values.
const pq = require('parquet-wasm/node');
const wasm = pq.Table.fromIPCStream(arrow.tableToIPC(js, 'stream'));
const properties = new pq.WriterPropertiesBuilder()
  .setWriterVersion(pq.WriterVersion.V2)
  .setCompression(pq.Compression.LZ4_RAW)
  .setDictionaryEnabled(false)
  .setColumnEncoding('kind', pq.Encoding.DELTA_BYTE_ARRAY)
  .setColumnEncoding('color', pq.Encoding.DELTA_LENGTH_BYTE_ARRAY)
  .setColumnEncoding('whole', pq.Encoding.DELTA_BINARY_PACKED)
  .build();
fs.writeFileSync('wasm-v2.parquet', pq.writeParquet(wasm, properties));

// Types that the table above does not have, in two batches with two dictionaries.
const few = [...Array(7).keys()];
const types = names => new arrow.Table({
  half: arrow.vectorFromArray(few.map(i => i / 4 - 1), new arrow.Float16()),
  list: arrow.vectorFromArray(few.map(i => [i, i]), new arrow.List(new arrow.Field('item', new arrow.Int32()))),
  tiny: arrow.vectorFromArray(few.map(i => -i), new arrow.Int8()),
  pair: arrow.vectorFromArray(few.map(i => ({a: i, b: 'x' + i})), new arrow.Struct([
    new arrow.Field('a', new arrow.Int32()), new arrow.Field('b', new arrow.Utf8())])),
  large: arrow.vectorFromArray(few.map(i => 2n ** 63n + BigInt(i) * 2n ** 40n), new arrow.Uint64()),
  day: arrow.vectorFromArray(few.map(i => new Date(i * 86400000)), new arrow.DateDay()),
  price: arrow.vectorFromArray(few.map(i => new Uint32Array([i * 125, 0, 0, 0])), new arrow.Decimal(2, 10, 128)),
  gaps: arrow.vectorFromArray(few.map(i => (i === 3 ? null : i)), new arrow.Int32()),
  color: arrow.vectorFromArray(few.map(i => ['red', 'blue'][i % 2]), new arrow.LargeUtf8()),
  kind: arrow.vectorFromArray(few.map(i => names[i % 3 ? 1 : 0]), new arrow.Dictionary(new arrow.Utf8(), new arrow.Int16())),
});
fs.writeFileSync('js-types.arrow', arrow.tableToIPC(types(['a', 'b']).concat(types(['c', 'a'])), 'stream'));
