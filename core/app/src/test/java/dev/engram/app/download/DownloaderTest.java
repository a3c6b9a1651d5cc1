package dev.engram.app.download;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.engram.app.distribution.CommandResult;
import dev.engram.app.distribution.InProcessCli;
import dev.engram.app.download.PublishedData.PublishedFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DownloaderTest {
    private static final byte[] CONTENT = new byte[200_000];

    @TempDir
    Path folder;

    private final Map<String, byte[]> served = new ConcurrentHashMap<>();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
    private final List<String> log = new ArrayList<>();
    /** Bytes after which the server hangs up; 0: never. */
    private volatile int hangUpAfter;

    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        for (int i = 0; i < CONTENT.length; i++) {
            CONTENT[i] = (byte) (i * 31 >> 3);
        }
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange x) throws IOException {
        String range = x.getRequestHeaders().getFirst("Range");
        requests.add(x.getRequestURI().getPath() + (range == null ? "" : " " + range));
        byte[] file = served.get(x.getRequestURI().getPath());
        if (file == null) {
            x.sendResponseHeaders(404, -1);
            x.close();
            return;
        }
        int from = range == null ? 0 : Integer.parseInt(range.replaceAll("[^0-9]", ""));
        if (from >= file.length) {
            x.sendResponseHeaders(416, -1);
            x.close();
            return;
        }
        x.sendResponseHeaders(range == null ? 200 : 206, file.length - from);
        int to = hangUpAfter > 0 ? Math.min(file.length, hangUpAfter) : file.length;
        x.getResponseBody().write(file, from, to - from);
        x.getResponseBody().flush();
        x.close();
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private PublishedData data(List<String> mirrors, PublishedFile... files) {
        return new PublishedData("toy", "a toy", mirrors, List.of(files));
    }

    private void download(PublishedData data) throws DownloadFailedException, IOException {
        new Downloader(log::add).download(data, folder);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.map(f -> f.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aFileIsThereOnceItsChecksumWasRight() throws Exception {
        served.put("/a/x.bin", CONTENT);
        PublishedData data =
                data(List.of(address("/a/")), PublishedFile.sha256("x.bin", CONTENT.length, sha256(CONTENT)));
        assertFalse(Downloader.isComplete(data, folder));
        download(data);
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("x.bin")));
        assertTrue(Downloader.isComplete(data, folder));
        assertEquals(List.of("x.bin: downloaded, SHA-256 right"), log);
        download(data);
        assertEquals("x.bin: already there", log.get(1));
        assertEquals(List.of("/a/x.bin"), requests);
    }

    @Test
    void anInterruptedDownloadContinuesWhereItEnded() throws Exception {
        served.put("/x.bin", CONTENT);
        PublishedData data =
                data(List.of(address("/")), PublishedFile.sha256("x.bin", CONTENT.length, sha256(CONTENT)));
        hangUpAfter = 70_000;
        DownloadFailedException e = assertThrows(DownloadFailedException.class, () -> download(data));
        assertEquals("x.bin could not be downloaded", e.getMessage());
        assertEquals(List.of("x.bin.part"), files());
        long there = Files.size(folder.resolve("x.bin.part"));
        assertTrue(there > 0 && there <= 70_000, there + " bytes");
        hangUpAfter = 0;
        download(data);
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("x.bin")));
        assertEquals("/x.bin bytes=" + there + "-", requests.get(requests.size() - 1));
        assertEquals("x.bin: continues after " + there + " bytes", log.get(0));
        assertEquals(List.of("x.bin"), files());
    }

    @Test
    void aPartThatIsCompleteAlreadyIsNotAppendedTo() throws Exception {
        served.put("/x.bin", CONTENT);
        Files.write(folder.resolve("x.bin.part"), Arrays.copyOf(CONTENT, CONTENT.length + 3));
        download(data(List.of(address("/")), PublishedFile.sha256("x.bin", CONTENT.length, sha256(CONTENT))));
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("x.bin")));
    }

    @Test
    void aWrongFileIsRemovedAndTheNextMirrorIsTried() throws Exception {
        byte[] wrong = CONTENT.clone();
        wrong[7]++;
        served.put("/bad/x.bin", wrong);
        served.put("/good/x.bin", CONTENT);
        PublishedFile file = PublishedFile.sha256("x.bin", CONTENT.length, sha256(CONTENT));
        download(data(List.of(address("/bad/"), address("/none/"), address("/good/")), file));
        assertArrayEquals(CONTENT, Files.readAllBytes(folder.resolve("x.bin")));
        assertEquals(List.of("/bad/x.bin", "/none/x.bin", "/good/x.bin"), requests);
        Files.delete(folder.resolve("x.bin"));
        DownloadFailedException e = assertThrows(
                DownloadFailedException.class,
                () -> download(data(List.of(address("/bad/"), address("/none/")), file)));
        assertEquals(
                List.of(
                        address("/bad/x.bin: the file has the SHA-256 ") + sha256(wrong) + ", not " + sha256(CONTENT)
                                + "; it was removed",
                        address("/none/x.bin: the server answers with status 404")),
                e.reasons());
        assertEquals(List.of(), files());
    }

    @Test
    void aServerThatSendsTooMuchIsStopped() {
        served.put("/x.bin", CONTENT);
        DownloadFailedException e = assertThrows(
                DownloadFailedException.class,
                () -> download(data(List.of(address("/")), PublishedFile.sha256("x.bin", 1000, "0"))));
        assertEquals(List.of(address("/x.bin: the server sends more than the 1000 bytes of the file")), e.reasons());
    }

    @Test
    void anArchiveIsUnpackedByNameAndWritesNowhereElse() throws Exception {
        byte[] archive = tar("../../escape.bin", "evil", "deep/folder/one.bin", "first", "two.bin", "second");
        served.put("/set.tar.gz", archive);
        PublishedFile file = PublishedFile.sha256("set.tar.gz", archive.length, sha256(archive), "one.bin", "two.bin");
        download(data(List.of(address("/")), file));
        assertEquals(List.of("one.bin", "two.bin"), files());
        assertEquals("first", Files.readString(folder.resolve("one.bin")));
        assertEquals("second", Files.readString(folder.resolve("two.bin")));
        assertFalse(Files.exists(folder.resolve("../../escape.bin")));
        PublishedFile missing = PublishedFile.sha256("set.tar.gz", archive.length, sha256(archive), "three.bin");
        IOException e = assertThrows(IOException.class, () -> download(data(List.of(address("/")), missing)));
        assertTrue(e.getMessage().endsWith("there is no three.bin in the archive"), e.getMessage());
    }

    @Test
    void anArchiveThatTheUserPutThereIsUnpackedWithoutANetwork() throws Exception {
        byte[] archive = tar("one.bin", "first");
        Files.write(folder.resolve("set.tar.gz"), archive);
        download(data(
                List.of(address("/")), PublishedFile.sha256("set.tar.gz", archive.length, sha256(archive), "one.bin")));
        assertEquals("first", Files.readString(folder.resolve("one.bin")));
        assertEquals(List.of(), requests);
    }

    private static byte[] tar(String... namesAndContents) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                byte[] content = namesAndContents[i + 1].getBytes(StandardCharsets.US_ASCII);
                byte[] header = new byte[512];
                byte[] name = namesAndContents[i].getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(name, 0, header, 0, name.length);
                byte[] size = String.format("%011o", content.length).getBytes(StandardCharsets.US_ASCII);
                System.arraycopy(size, 0, header, 124, size.length);
                out.write(header);
                out.write(Arrays.copyOf(content, 512));
            }
            out.write(new byte[1024]);
        }
        return bytes.toByteArray();
    }

    @Test
    void theCommandSaysWhatToDoWithoutANetwork() {
        String closed = address("/");
        server.stop(0);
        CommandResult e = InProcessCli.run("data", "mnist", "--to", folder, "--mirror", closed);
        assertEquals(1, e.code(), e.err());
        assertTrue(e.err().contains(closed + "train-images-idx3-ubyte.gz: no connection"), e.err());
        assertTrue(e.err().contains("download on another computer, and put into " + folder.resolve("mnist")), e.err());
        assertTrue(
                e.err().contains("t10k-labels-idx1-ubyte.gz  (SHA-256 f7ae60f92e00ec6debd23a6088c31dbd2371eca3ffa0d"),
                e.err());
        assertEquals("", e.out());
    }

    @Test
    void theCommandListsDataSetsAndCorrectsNames() {
        CommandResult list = InProcessCli.run("data", "--to", folder);
        assertEquals(0, list.code(), list.err());
        assertEquals(4, list.out().lines().count());
        assertTrue(
                list.out().startsWith("mnist          handwritten digits, 70,000 images of 28 x 28, 11 MB; not down"));
        CommandResult slip = InProcessCli.run("data", "mnits", "--to", folder);
        assertEquals(2, slip.code());
        assertTrue(slip.err().contains("there is no data set 'mnits' to download; did you mean mnist?"), slip.err());
        CommandResult dash = InProcessCli.run("data", "cifar10");
        assertTrue(dash.err().contains("'cifar10' to download; did you mean cifar-10?"), dash.err());
        CommandResult ftp = InProcessCli.run("data", "mnist", "--mirror", "ftp://x");
        assertEquals(2, ftp.code());
    }

    @Test
    void everyPublishedFileHasAChecksumOfItsAlgorithm() {
        for (PublishedData data : PublishedData.ALL) {
            assertTrue(data.mirrors().stream().allMatch(m -> m.endsWith("/")), data.name());
            for (PublishedFile f : data.files()) {
                assertEquals(f.algorithm().equals("MD5") ? 32 : 64, f.checksum().length(), f.name());
                assertTrue(f.checksum().matches("[0-9a-f]+"), f.name());
            }
        }
    }
}
