package dev.engram.plugins.landscapes;

import dev.engram.spi.Landscape.StationaryPoint.PointType;

/** Stationary points of sums of functions of one coordinate. */
final class CoordinateMaxima {
    private CoordinateMaxima() {}

    /**
     * Returns the type of a point at which {@code maxima} of the coordinates are at a maximum, all others at a minimum.
     */
    static PointType type(int maxima, int coordinates) {
        if (maxima == 0) {
            return PointType.MINIMUM;
        }
        return maxima == coordinates ? PointType.MAXIMUM : PointType.SADDLE;
    }
}
