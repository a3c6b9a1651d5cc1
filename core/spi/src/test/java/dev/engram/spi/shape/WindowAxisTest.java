package dev.engram.spi.shape;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class WindowAxisTest {
    @Test
    void samePaddingKeepsTheSizeAndPutsTheLargerPartBehind() {
        assertEquals(new WindowAxis(5, 3, 1, 1, 1, 1, false), WindowAxis.same(5, 3, 1, 1));
        assertEquals(new WindowAxis(5, 2, 1, 0, 1, 1, false), WindowAxis.same(5, 2, 1, 1));
        assertEquals(new WindowAxis(6, 3, 2, 0, 1, 1, false), WindowAxis.same(6, 3, 2, 1));
        assertEquals(3, WindowAxis.same(6, 3, 2, 1).outputs());
    }

    @Test
    void aLastWindowThatWouldBeginBehindTheMapIsDropped() {
        assertEquals(2, new WindowAxis(5, 2, 2, 0, 0, 1, false).outputs());
        assertEquals(3, new WindowAxis(5, 2, 2, 0, 0, 1, true).outputs());
        assertEquals(2, new WindowAxis(4, 1, 3, 0, 1, 1, true).outputs());
    }

    @Test
    void aTransposedConvolutionReachesEverySizeThatMapsToItsInput() {
        assertEquals(5, WindowAxis.transposed(3, 3, 2, 1, 1, 0).size());
        assertEquals(6, WindowAxis.transposed(3, 3, 2, 1, 1, 1).size());
        String message = assertThrows(IllegalArgumentException.class, () -> WindowAxis.transposed(3, 3, 2, 1, 1, 2))
                .getMessage();
        assertEquals("the output padding must be at least 0 and less than the stride (2), but is 2", message);
    }

    @Test
    void aKernelLargerThanItsInputIsRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> WindowAxis.padded(3, 7, 1, 1, 1))
                .getMessage();
        assertEquals("a kernel of 7 positions is larger than its input of 5 positions (padding included)", message);
    }

    @Test
    void groupsThatDoNotDivideTheChannelsAreRefused() {
        WindowAxis axis = WindowAxis.padded(3, 3, 1, 1, 1);
        String message = assertThrows(IllegalArgumentException.class, () -> new ConvGeometry(3, 4, 2, axis, axis))
                .getMessage();
        assertEquals("2 groups do not divide 3 input channels and 4 output channels", message);
    }
}
