package dev.gantry.targets.trtexec;

/**
 * The time that a layer took of the queries, in nanoseconds: of all of them, and of one on average.
 */
public record LayerTime(String name, long total, long average) {}
