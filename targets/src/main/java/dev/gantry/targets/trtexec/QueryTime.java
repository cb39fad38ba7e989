package dev.gantry.targets.trtexec;

/**
 * The time that one query took, in nanoseconds.
 *
 * @param start when the GPU began to compute, since the first query was sent
 * @param latency of the inputs to the GPU, the computing, and the outputs back
 * @param enqueue of sending it, by the host; told with 6 digits since the start, so after the first
 *     second to no better than 10 microseconds, after ten to 100
 */
public record QueryTime(long start, long latency, long compute, long enqueue) {}
