package dev.gantry.golden.task;

/** A thing that is there; its kind is the index of a class. */
public record LabelledBox(int kind, Box box) {}
