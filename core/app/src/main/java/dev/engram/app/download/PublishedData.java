package dev.engram.app.download;

import java.util.List;

/**
 * A data set that is published on the web.
 *
 * @param name name of its component, and of its folder in the cache
 * @param description what it contains, and the size of its files
 * @param mirrors addresses of folders with the files, in the order in which they are tried
 */
public record PublishedData(String name, String description, List<String> mirrors, List<PublishedFile> files) {
    /**
     * A file of a data set.
     *
     * @param bytes its size; 0 if it is not known
     * @param algorithm algorithm of the checksum, as Java names it
     * @param checksum its checksum, in hex
     * @param contents files that are unpacked from the file, which is a gzipped tar archive; empty for a file that is
     *     used as it is
     */
    public record PublishedFile(String name, long bytes, String algorithm, String checksum, List<String> contents) {
        public PublishedFile {
            contents = List.copyOf(contents);
        }

        static PublishedFile sha256(String name, long bytes, String checksum, String... contents) {
            return new PublishedFile(name, bytes, "SHA-256", checksum, List.of(contents));
        }

        /** Some publishers give only this checksum. It detects damage, but not a forgery. */
        static PublishedFile md5(String name, String checksum) {
            return new PublishedFile(name, 0, "MD5", checksum, List.of());
        }

        /** Returns the files that are used. */
        public List<String> used() {
            return contents.isEmpty() ? List.of(name) : contents;
        }
    }

    /** The data sets that can be downloaded, with the checksums of their publishers. */
    public static final List<PublishedData> ALL = List.of(
            new PublishedData(
                    "mnist",
                    "handwritten digits, 70,000 images of 28 x 28, 11 MB",
                    List.of(
                            "https://ossci-datasets.s3.amazonaws.com/mnist/",
                            "https://storage.googleapis.com/cvdf-datasets/mnist/",
                            "http://yann.lecun.com/exdb/mnist/"),
                    List.of(
                            PublishedFile.sha256(
                                    "train-images-idx3-ubyte.gz",
                                    9_912_422,
                                    "440fcabf73cc546fa21475e81ea370265605f56be210a4024d2ca8f203523609"),
                            PublishedFile.sha256(
                                    "train-labels-idx1-ubyte.gz",
                                    28_881,
                                    "3552534a0a558bbed6aed32b30c495cca23d567ec52cac8be1a0730e8010255c"),
                            PublishedFile.sha256(
                                    "t10k-images-idx3-ubyte.gz",
                                    1_648_877,
                                    "8d422c7b0a1c1c79245a5bcf07fe86e33eeafee792b84584aec276f5a2dbc4e6"),
                            PublishedFile.sha256(
                                    "t10k-labels-idx1-ubyte.gz",
                                    4_542,
                                    "f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0defaefb259924204aec6"))),
            new PublishedData(
                    "fashion-mnist",
                    "pictures of clothes, 70,000 images of 28 x 28, 30 MB",
                    List.of(
                            "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
                            "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/"),
                    List.of(
                            PublishedFile.md5("train-images-idx3-ubyte.gz", "8d4fb7e6c68d591d4c3dfef9ec88bf0d"),
                            PublishedFile.md5("train-labels-idx1-ubyte.gz", "25c81989df183df01b3e8a0aad5dffbe"),
                            PublishedFile.md5("t10k-images-idx3-ubyte.gz", "bef4ecab320f06d8554ea6380940ec79"),
                            PublishedFile.md5("t10k-labels-idx1-ubyte.gz", "bb300cfdad3c16e7a12a480ee83cd310"))),
            new PublishedData(
                    "cifar-10",
                    "colour photographs of 10 classes, 60,000 images of 32 x 32, 170 MB",
                    List.of("https://www.cs.toronto.edu/~kriz/"),
                    List.of(PublishedFile.sha256(
                            "cifar-10-binary.tar.gz",
                            170_052_171,
                            "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
                            "data_batch_1.bin",
                            "data_batch_2.bin",
                            "data_batch_3.bin",
                            "data_batch_4.bin",
                            "data_batch_5.bin",
                            "test_batch.bin"))),
            new PublishedData(
                    "cifar-100",
                    "colour photographs of 100 classes, 60,000 images of 32 x 32, 169 MB",
                    List.of("https://www.cs.toronto.edu/~kriz/"),
                    List.of(PublishedFile.sha256(
                            "cifar-100-binary.tar.gz",
                            0,
                            "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
                            "train.bin",
                            "test.bin",
                            "fine_label_names.txt",
                            "coarse_label_names.txt"))));

    public PublishedData {
        mirrors = List.copyOf(mirrors);
        files = List.copyOf(files);
    }

    /** Returns this data set on another server, which has the same files in one folder. */
    public PublishedData at(String mirror) {
        String address = mirror.endsWith("/") ? mirror : mirror + "/";
        return new PublishedData(name, description, List.of(address), files);
    }

    /** Returns the names of all files that are used. */
    public List<String> used() {
        return files.stream().flatMap(f -> f.used().stream()).toList();
    }
}
