package dev.engram.plugins.datasets;

import dev.engram.spi.IncompatibleException;
import dev.engram.spi.io.DataFiles;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes PNG and JPEG files. Reads the numbers of the file, without a conversion of colour spaces. */
final class ImageDecoder {
    /** Pixels of an image: more are a mistake, or made to fill the memory. */
    private static final long MAX_PIXELS = 1L << 26;

    private ImageDecoder() {}

    private interface Use<R> {
        R of(ImageReader reader) throws IOException;
    }

    /** Returns height and width. */
    static int[] size(Path file) {
        return read(file, r -> new int[] {r.getHeight(0), r.getWidth(0)});
    }

    /** @param channels 1 for grey, 3 for red, green and blue */
    static Pixels decode(Path file, int channels) {
        return read(file, r -> pixels(file, r.read(0), channels));
    }

    private static <R> R read(Path file, Use<R> use) {
        return FileInput.guard(file, () -> {
            try (InputStream in = DataFiles.open(file);
                    ImageInputStream stream = new MemoryCacheImageInputStream(in)) {
                Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
                if (!readers.hasNext()) {
                    throw new IncompatibleException(
                            file + ": is not a PNG or JPEG image, or is damaged; remove it, or fetch it again");
                }
                ImageReader reader = readers.next();
                try {
                    reader.setInput(stream, true, true);
                    // A decoder only warns of a truncated file, and makes the missing pixels up.
                    reader.addIIOReadWarningListener((source, warning) -> {
                        throw new IncompatibleException(
                                file + ": is damaged or truncated (" + warning + "); remove it, or fetch it again");
                    });
                    long pixels = (long) reader.getHeight(0) * reader.getWidth(0);
                    if (pixels > MAX_PIXELS) {
                        throw new IncompatibleException(file + ": has " + reader.getHeight(0) + " x "
                                + reader.getWidth(0) + " pixels; at most " + MAX_PIXELS + " are possible: scale it");
                    }
                    return use.of(reader);
                } finally {
                    reader.dispose();
                }
            } catch (IOException | RuntimeException e) {
                if (e instanceof IncompatibleException known) {
                    throw known;
                }
                throw new IncompatibleException(
                        file + ": cannot be decoded (" + e.getMessage() + "); remove it, or fetch it again", e);
            }
        });
    }

    private static Pixels pixels(Path file, BufferedImage image, int channels) {
        ColorModel model = image.getColorModel();
        int height = image.getHeight();
        int width = image.getWidth();
        int[][] planes = model instanceof IndexColorModel palette
                ? indexed(file, image, palette)
                : samples(file, image.getRaster(), model);
        if (planes.length == channels) {
            return new Pixels(height, width, planes);
        }
        if (planes.length == 1) {
            return new Pixels(height, width, new int[][] {planes[0], planes[0], planes[0]});
        }
        int[] grey = new int[height * width];
        for (int i = 0; i < grey.length; i++) {
            grey[i] = (19595 * planes[0][i] + 38470 * planes[1][i] + 7471 * planes[2][i] + 32768) >> 16;
        }
        return new Pixels(height, width, new int[][] {grey});
    }

    private static int[][] indexed(Path file, BufferedImage image, IndexColorModel palette) {
        int height = image.getHeight();
        int width = image.getWidth();
        int[][] planes = new int[3][height * width];
        int[] row = new int[width];
        for (int y = 0; y < height; y++) {
            image.getRaster().getSamples(0, y, width, 1, 0, row);
            for (int x = 0; x < width; x++) {
                int i = y * width + x;
                requireOpaque(file, palette.getAlpha(row[x]), 255, x, y);
                planes[0][i] = palette.getRed(row[x]);
                planes[1][i] = palette.getGreen(row[x]);
                planes[2][i] = palette.getBlue(row[x]);
            }
        }
        return planes;
    }

    private static int[][] samples(Path file, Raster raster, ColorModel model) {
        int bands = raster.getNumBands();
        int colours = model.getNumColorComponents();
        int bits = raster.getSampleModel().getSampleSize(0);
        if (colours != 1 && colours != 3 || bits != 8 && bits != 16) {
            throw new IncompatibleException(file + ": has " + colours + " colours of " + bits
                    + " bits; grey and RGB images of 8 or 16 bits can be read: convert it");
        }
        int[][] planes = new int[colours][];
        for (int b = 0; b < colours; b++) {
            planes[b] = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), b, (int[]) null);
            for (int i = 0; bits == 16 && i < planes[b].length; i++) {
                planes[b][i] >>= 8;
            }
        }
        if (bands > colours) {
            int[] alpha = raster.getSamples(0, 0, raster.getWidth(), raster.getHeight(), colours, (int[]) null);
            for (int i = 0; i < alpha.length; i++) {
                requireOpaque(file, alpha[i], (1 << bits) - 1, i % raster.getWidth(), i / raster.getWidth());
            }
        }
        return planes;
    }

    private static void requireOpaque(Path file, int alpha, int opaque, int x, int y) {
        if (alpha != opaque) {
            throw new IncompatibleException(file + ": the pixel in column " + (x + 1) + " of row " + (y + 1)
                    + " is transparent, so its colour is not known; put the image on a background");
        }
    }
}
