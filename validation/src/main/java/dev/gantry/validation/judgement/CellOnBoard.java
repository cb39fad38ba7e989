package dev.gantry.validation.judgement;

import dev.gantry.dossier.Cell;

/** One square of the plan: a cell, on one of the boards it must be measured on. */
public record CellOnBoard(Cell cell, String board) {}
