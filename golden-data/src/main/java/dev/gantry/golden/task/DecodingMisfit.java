package dev.gantry.golden.task;

/** One thing in which a decoding does not fit the model that it is meant for. */
public record DecodingMisfit(String what, String remedy) {}
