package dev.engram.app.onnx;

import dev.engram.spi.shape.ConvGeometry;
import dev.engram.spi.shape.Shape;
import dev.engram.spi.shape.WindowAxis;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Convolutions, of maps and of sequences. */
record OnnxConvolutions(OnnxGraph graph, LayerArrays arrays, String path) {
    OnnxValue convolve(OnnxValue in, Shape out, ConvGeometry g) {
        return add("Conv", in, out, g, g.outChannels(), Map.of());
    }

    /** The geometry is that of the convolution whose adjoint this is, so its input is our output. */
    OnnxValue convolveTransposed(OnnxValue in, Shape out, ConvGeometry g) {
        int[] extra =
                OnnxWindows.each(OnnxWindows.axes(in.shape(), g.rows(), g.cols()), OnnxConvolutions::outputPadding);
        return add("ConvTranspose", in, out, g, g.channels(), Map.of("output_padding", extra));
    }

    private static int outputPadding(WindowAxis a) {
        int smallest = (a.outputs() - 1) * a.stride() - a.before() - a.after() + a.dilation() * (a.kernel() - 1) + 1;
        return a.size() - smallest;
    }

    private OnnxValue add(
            String operator, OnnxValue in, Shape out, ConvGeometry g, int maps, Map<String, Object> more) {
        List<WindowAxis> axes = OnnxWindows.axes(in.shape(), g.rows(), g.cols());
        Map<String, Object> attributes = new TreeMap<>(OnnxWindows.attributes(axes));
        attributes.put("pads", OnnxWindows.pads(axes, WindowAxis::after));
        attributes.put("dilations", OnnxWindows.each(axes, WindowAxis::dilation));
        attributes.put("group", g.groups());
        attributes.putAll(more);
        List<Integer> sizes = new ArrayList<>(List.of(g.outChannels(), g.channels() / g.groups()));
        axes.forEach(a -> sizes.add(a.kernel()));
        int[] dims = sizes.stream().mapToInt(s -> s).toArray();
        List<String> inputs = new ArrayList<>(List.of(in.tensor()));
        inputs.add(graph.numbers(path + ".weight", dims, arrays.get(path + ".weight", dims)));
        arrays.find(path + ".bias", maps)
                .ifPresent(b -> inputs.add(graph.numbers(path + ".bias", new int[] {maps}, b)));
        String y = graph.add(path, operator, attributes, inputs.toArray(String[]::new));
        return OnnxWindows.shaped(graph, path, y, axes.size(), out);
    }
}
