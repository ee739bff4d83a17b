package io.kilowatch.benchmarks.replay;

import java.util.List;

/**
 * One server of the replay and all it reads.
 *
 * @param curveWatts watts at 0, 10, .. 100 % load
 */
record ReplayServer(
    String name, String zone, int cores, List<Double> curveWatts, Series power, Series co2) {}
