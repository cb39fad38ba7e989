package dev.gantry.golden.task;

/** A thing that a model says it sees; its kind is the index of a class. */
public record Detection(int kind, double score, Box box) {}
