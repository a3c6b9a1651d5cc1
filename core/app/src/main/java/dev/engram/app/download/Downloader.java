package dev.engram.app.download;

import dev.engram.app.download.PublishedData.PublishedFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;

/**
 * Downloads the files of a data set into a folder. A file has its name only after its checksum was right. An
 * interrupted download continues where it ended. If a mirror fails, the next one is tried.
 */
public final class Downloader {
    private static final String PART = ".part";
    private static final Duration CONNECT = Duration.ofSeconds(15);
    private static final Duration ANSWER = Duration.ofSeconds(60);
    private static final int OK = 200;
    private static final int PARTIAL = 206;
    private static final int RANGE_NOT_SATISFIABLE = 416;
    /** A limit for files whose size is not known, so that a wrong server cannot fill the disk. */
    private static final long MAX_BYTES = 1_000_000_000;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final Consumer<String> log;

    /** @param log receives a line for each thing that is done */
    public Downloader(Consumer<String> log) {
        this.log = log;
    }

    /** Returns whether all files that are used are in the folder. */
    public static boolean isComplete(PublishedData data, Path folder) {
        return data.used().stream().allMatch(f -> Files.isRegularFile(folder.resolve(f)));
    }

    /**
     * Downloads what is missing.
     *
     * @throws DownloadFailedException with the reasons if no mirror has a file with the right checksum
     * @throws IOException if the folder cannot be written
     */
    public void download(PublishedData data, Path folder) throws DownloadFailedException, IOException {
        Files.createDirectories(folder);
        for (PublishedFile file : data.files()) {
            if (file.used().stream().allMatch(f -> Files.isRegularFile(folder.resolve(f)))) {
                checkExisting(file, folder);
            } else {
                fetch(data, file, folder);
            }
        }
    }

    private void checkExisting(PublishedFile file, Path folder) throws IOException {
        if (!file.contents().isEmpty()) {
            log.accept(String.join(", ", file.contents()) + ": already there");
            return;
        }
        String found = checksum(file, folder.resolve(file.name()));
        log.accept(file.name() + ": already there"
                + (found.equals(file.checksum())
                        ? ""
                        : ", but it is not the published file: its " + file.algorithm() + " is " + found + ", not "
                                + file.checksum() + "; remove it to download the published one"));
    }

    private void fetch(PublishedData data, PublishedFile file, Path folder)
            throws DownloadFailedException, IOException {
        Path part = folder.resolve(file.name() + PART);
        Path archive = folder.resolve(file.name());
        if (Files.isRegularFile(archive) && checksum(file, archive).equals(file.checksum())) {
            TarArchive.unpack(archive, file.contents(), folder);
            log.accept(file.name() + ": unpacked, " + file.algorithm() + " right");
            return;
        }
        List<String> failures = new ArrayList<>();
        for (String mirror : data.mirrors()) {
            try {
                transfer(URI.create(mirror + file.name()), file, part);
            } catch (IOException e) {
                failures.add(mirror + file.name() + ": " + reason(e));
                continue;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DownloadFailedException(file.name() + ": interrupted", failures);
            }
            String found = checksum(file, part);
            if (found.equals(file.checksum())) {
                place(file, part, folder);
                return;
            }
            Files.delete(part);
            failures.add(mirror + file.name() + ": the file has the " + file.algorithm() + " " + found + ", not "
                    + file.checksum() + "; it was removed");
        }
        throw new DownloadFailedException(file.name() + " could not be downloaded", failures);
    }

    private void place(PublishedFile file, Path part, Path folder) throws IOException {
        if (file.contents().isEmpty()) {
            Files.move(part, folder.resolve(file.name()), StandardCopyOption.ATOMIC_MOVE);
        } else {
            TarArchive.unpack(part, file.contents(), folder);
            Files.delete(part);
        }
        log.accept(file.name() + ": downloaded, " + file.algorithm() + " right");
    }

    /** Reads an address into a file, which may contain the beginning already. */
    private void transfer(URI address, PublishedFile file, Path part) throws IOException, InterruptedException {
        long there = Files.exists(part) ? Files.size(part) : 0;
        HttpResponse<InputStream> answer = request(address, there);
        if (there > 0 && answer.statusCode() == RANGE_NOT_SATISFIABLE) {
            answer.body().close();
            there = 0;
            answer = request(address, 0);
        }
        boolean continued = there > 0 && answer.statusCode() == PARTIAL;
        try (InputStream in = answer.body()) {
            if (answer.statusCode() != OK && !continued) {
                throw new IOException("the server answers with status " + answer.statusCode());
            }
            if (continued) {
                log.accept(file.name() + ": continues after " + there + " bytes");
            }
            StandardOpenOption mode = continued ? StandardOpenOption.APPEND : StandardOpenOption.TRUNCATE_EXISTING;
            try (OutputStream out =
                    Files.newOutputStream(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, mode)) {
                copy(in, out, continued ? there : 0, file.bytes() == 0 ? MAX_BYTES : file.bytes());
            }
        }
        long size = Files.size(part);
        if (file.bytes() > 0 && size < file.bytes()) {
            throw new IOException(
                    "only " + size + " of " + file.bytes() + " bytes arrived; the same command continues from there");
        }
    }

    private HttpResponse<InputStream> request(URI address, long from) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(ANSWER);
        if (from > 0) {
            request.header("Range", "bytes=" + from + "-");
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    }

    private static void copy(InputStream in, OutputStream out, long there, long limit) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long size = there;
        for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
            size += n;
            if (size > limit) {
                throw new IOException("the server sends more than the " + limit + " bytes of the file");
            }
            out.write(buffer, 0, n);
        }
    }

    private static String reason(IOException e) {
        if (e instanceof ConnectException || e instanceof HttpConnectTimeoutException) {
            return e.getCause() instanceof java.nio.channels.UnresolvedAddressException
                    ? "the host is not known"
                    : "no connection";
        }
        if (e instanceof UnknownHostException) {
            return "the host is not known";
        }
        if (e instanceof HttpTimeoutException) {
            return "no answer within " + ANSWER.toSeconds() + " s";
        }
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    private static String checksum(PublishedFile file, Path path) throws IOException {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance(file.algorithm());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + file.algorithm(), e);
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] buffer = new byte[1 << 16];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                digest.update(buffer, 0, n);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
