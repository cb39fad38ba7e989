package dev.gantry.targets.trtexec;

/** What a layer took of the queries, in nanoseconds: of all of them, and of one on average. */
public record LayerTime(String name, long total, long average) {}
