/**
 * Products, convolutions, pooling and other loops over float arrays, and nothing else. Every function is bitwise equal
 * to the short scalar loop in its comment, with the Vector API or without it, on every CPU: vectorization and blocking
 * never change the order of the operations that produce one element of the result. (A NaN stays a NaN; its payload may
 * differ.)
 *
 * <p>Start reading at {@link dev.engram.engine.kernel.Kernels}, the only class that other packages call for products
 * and loops. It calls either the scalar or the vector classes; {@code kernel.vector} decides which. {@link
 * dev.engram.engine.kernel.Convolutions}, {@link dev.engram.engine.kernel.Pooling} and {@link
 * dev.engram.engine.kernel.Normalization} serve the other layers. The elementary functions of arrays are in {@code
 * kernel.elementary}.
 *
 * <p>This package depends on {@code kernel.vector}, the JDK, and the SPI's mathematical functions and shapes.
 * Signatures here may have eight parameters or more: arrays with their offsets and strides are passed one by one,
 * because an object that groups them would be allocated or spilled in the innermost loops. {@code TileGenerator} (in
 * the tests) writes the unrolled tiles.
 *
 * <p>The code looks the way it does because of how HotSpot compiles it. What was learned, measured on an Intel Xeon
 * with AVX-512 and JDK 17 unless noted otherwise:
 *
 * <h2>Boxing</h2>
 *
 * <ul>
 *   <li>Use one vector species of each number type in a JVM, all of the same size. A second size makes the API box its
 *       vectors, which is ten to a thousand times slower.
 *   <li>Write vector loops out. Helper methods that take or return vectors box.
 *   <li>Load accumulators from memory, even if they are zero. C2 keeps accumulators that start from a constant boxed.
 *   <li>Give the loop over whole vectors a method of its own, and call it only if there is a whole vector. Otherwise,
 *       after a thousand calls with few numbers, C2 compiles the loop as soon as it is reached. Some of the API's
 *       helpers have then not run often enough to be inlined, and the loop boxes permanently ({@code
 *       JitProfileTest}).
 *   <li>Call the API's methods on a vector that was just loaded, not on an accumulator: {@code x.add(sum)}. C2 knows
 *       the class of the first, and needs a profile for the second.
 *   <li>Raise the trap limit ({@code -XX:PerMethodTrapLimit=10000}, as the launcher does). C2 adds up the failed
 *       guards ("traps") of everything that it inlines into one method, and from 100 on it adds no more. Every
 *       operation of the API inlines {@code VectorOperators.opCode}. Where that has met another class of operator
 *       five times, which is chance while everything is compiled for the first time, the 24 multiply-adds of an 8 x 3
 *       tile contribute 120, five of 24 stores are not inlined, and the accumulators stay objects: in 3 of 120 JVMs a
 *       step of 784-2048-2048-10 took 282 to 614 ms instead of 72 ms. With the raised limit none of 335 JVMs was
 *       slow. {@code -XX:+LogCompilation} shows it as {@code observe trap='class_check' count='5' total='120'}.
 * </ul>
 *
 * <h2>Registers and addresses</h2>
 *
 * <ul>
 *   <li>A tile of 8 x 3 vectors (24 accumulators) does not spill if three conditions hold: the accumulators are
 *       loaded; its rows are at constant distances; and the parameters that the loop does not need come first.
 *       Otherwise HotSpot spills inside the loop; on Intel processors it spills integers into vector registers. Alone
 *       in a loop such a tile reaches 160 to 170 GFLOP/s, compared with 105 for another order of the same parameters,
 *       and 107 for 4 x 4 vectors that stream from the second-level cache.
 *   <li>A row-major operand need not be transposed for constant distances: chunks of 16 steps of each row are copied
 *       one after the other, as vectors.
 *   <li>AVX2 has 16 registers, so 24 accumulators would spill there. The tile depends on the species' length.
 *       Six rows of two vectors and four rows of three spill, and so do eight rows of one, because C2 loads the
 *       elements of all rows first: 40, 40 and 29 GFLOP/s alone in a loop, compared with 63 for 4 x 2 and 47 for 4 x 1
 *       (AMD Zen 3). Two steps in each iteration bring 4 x 2 to 83, and 5 x 2 would reach 89.
 *   <li>Bounds checks on several arrays cost as much around a loop over ten numbers as the loop itself.
 * </ul>
 *
 * <h2>Convolutions</h2>
 *
 * <ul>
 *   <li>Convolutions read zero-padded maps in place, at one offset for each element of the kernel. The columns between
 *       two rows of the output are computed and dropped: 7% of the work for a 5 x 5 kernel on 28 x 28 with padding, 36%
 *       on 14 x 14 without. Where it saves time, one copy of the maps for each column of the kernel has rows of the
 *       width of the output, and tiles store into the output: the forward pass of 3 x 3 x 16 on 8 x 8 took 11 instead
 *       of 20 us, of 5 x 5 x 16 on 14 x 14 without padding 341 instead of 415 us, and of 3 x 3 x 96 on 14 x 14 19.8
 *       instead of 23.3 ms (AMD Zen 4). A copy of all patches took 455 us instead of 412 us for the second.
 *   <li>With the zeros around its output, the input gradient of a 5 x 5 kernel on 14 x 14 without padding would take
 *       twice the multiply-adds of the forward pass. If the lanes are examples, each position has exactly its own
 *       taps: 413 instead of 606 us for 16 channels, and 25.4 instead of 27.6 ms for 3 x 3 x 96 on 14 x 14, where
 *       transposing takes 13% of the time (AMD Zen 4). With few examples, zeros are multiplied where they change no
 *       bit.
 *   <li>The weight gradient has elements of the kernel as columns: with the channels last, a row of a kernel is
 *       contiguous, so that nothing is copied but the maps. With few channels the rows of the kernel are channels, too;
 *       25 elements of a 5 x 5 kernel fill two vectors instead of five. With output channels as columns, whose
 *       gradients have to be transposed, 16 channels of 28 x 28 took 4.5 ms instead of 2.5, and six channels 1.0
 *       instead of 0.35 ms (AMD Zen 4).
 *   <li>Alone in a loop of 150 steps, on a core of Zen 4 whose peak is 116 GFLOP/s, a tile of 8 x 3 vectors reaches
 *       116, 8 x 2 reaches 113 and 8 x 1 only 87, because it loads nine vectors for eight multiply-adds.
 *   <li>A loop over windows with comparisons took 30 ns for each output of a maximum pool, because the branches cannot
 *       be predicted. With masks it takes 5 to 16 ns, of which half goes into dividing the columns; two vectors at a
 *       time, because each comparison waits for the one before. Pairs of neighbours are joined in registers instead: 1
 *       to 2 ns. Rows of at most half a vector are first copied one behind the other. Of a window of 3 x 3 numbers,
 *       the maxima of the rows do not wait for each other: 3.1 instead of 3.9 ns for a stride of two, whose rows are
 *       read in place (AMD Zen 4). Two masks are as fast as one, and integer operations in place of masks are slower.
 *       Longs made of a sortable integer and a place, compared without branches or vectors, take 6 to 20 ns.
 * </ul>
 *
 * <h2>Scalar code around the vectors</h2>
 *
 * <ul>
 *   <li>A comparison of two floats that yields a number becomes a branch, and so does {@code Math.max}. The largest
 *       of ten outputs in 32 rows that were not seen before took 985 ns; with an order of integers ({@code
 *       Maths.toSortableInt}) it takes 355 ns.
 *   <li>{@code Math.signum} has a branch, too: with the signs of weights it took about 9 ns a number more than {@code
 *       Math.copySign}, which has none (AMD Zen 4).
 *   <li>A conversion from float to double waits for the register that it writes to, so sums of one row after another
 *       wait for each other although nothing else connects them. 32 rows of ten took 520 ns one by one and take 200
 *       ns by fours.
 *   <li>The API checks the indices of a shuffle at each use. Transposition swaps neighbours by shifts instead: 0.25
 *       to 0.29 instead of 0.30 to 0.33 ns per number, compared with 0.46 to 0.50 for scalar loops.
 *   <li>Subnormal numbers cost about a hundred cycles in a product on Intel processors. Gradients become subnormal
 *       after very many steps, so benchmarks reset their parameters before each iteration.
 * </ul>
 *
 * <h2>Compilation</h2>
 *
 * <ul>
 *   <li>Of 3.9 s of processor time for twenty runs of 64-32-10 over 50 epochs, compilation takes 2.6 (C1 0.7, C2 1.9;
 *       {@code -XX:+CITime}), and the 45,000 steps half a second. So a loop in the Vector API has to earn its
 *       compilation: see {@link dev.engram.engine.kernel.vector.VectorWarmUp}.
 *   <li>Warming kernels up in a thread of their own while a suite is read only moves the cost: twenty small runs took
 *       2.82 s with and without.
 *   <li>HotSpot can compile chosen methods early and make calls wait for it ({@code CompileThresholdScaling}, {@code
 *       BackgroundCompilation}). With all kernels at a fiftieth of the usual calls, twenty small runs took 2.47
 *       instead of 2.88 s. But some loops then allocated permanently: 288 bytes in each subtraction, 9 KB in products
 *       of few rows, and with AVX2 1.6 MB in twenty rounds of eighteen products. So the launcher does not do it.
 *   <li>Profiles mix when one JVM runs several kernels through one call site. Keep call sites monomorphic, and
 *       measure in forked JVMs.
 * </ul>
 *
 * <h2>Memory</h2>
 *
 * <ul>
 *   <li>In a step of 784-512-512-10 with a batch of 128, the tiles take 72% of the time, at 150 GFLOP/s ({@code perf}).
 *       Copying operands takes 8%, transposing them 3.5%, the optimizer and the subtraction 6%, gathering the batch 2%.
 *   <li>A step of 784-2048-2048-10 with a batch of 256 moves some 150 MB beyond the second-level cache and is slower
 *       there than its products are alone. Deeper blocks, other widths and heights, tiles two vectors wide, panels at
 *       multiples of 64 bytes ({@code -XX:ObjectAlignmentInBytes=64}) and no bounds checks ({@code
 *       VECTOR_ACCESS_OOB_CHECK=0}) gained at most 3%.
 *   <li>On an AMD EPYC (Zen 4; 1 MB of second-level cache, 116 GFLOP/s) the same step took 88 to 90 ms. Blocks of 344
 *       instead of 200 steps, of 2048 instead of 1024 columns, and transposing outputs instead of weights up to any
 *       batch size saved 6 to 7 ms; transposing them in blocks of 128 units saved 0.8 ms. The tiles then take 85% of
 *       the time, at 0.97 of the peak; copies of operands 6%, transposition 2%, the optimizer and the subtraction 3%.
 *   <li>Adam on six million weights is bound by memory: gradient, two moments and parameters are read and written once.
 *   <li>A vector of 64 bytes that crosses a cache line is two loads. Arrays get different addresses in each JVM, so
 *       times vary from start to start.
 *   <li>Transparent huge pages make a step of 784-512-512-10 a twentieth faster on an AMD EPYC (Zen 4). On the Xeon,
 *       A'B of 2048 x 2048 x 256 alone was a tenth slower with them.
 * </ul>
 *
 * <p>Current figures are in {@code core/bench/RESULTS.md}.
 */
package dev.engram.engine.kernel;
