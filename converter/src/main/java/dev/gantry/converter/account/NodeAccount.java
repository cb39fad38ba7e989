package dev.gantry.converter.account;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Describes the work of one node: its operator, its number format and its multiply-adds.
 *
 * @param multiplyAdds empty where they are unknown
 * @param step of a QuantizeLinear or DequantizeLinear whose steps stand in the model
 */
public record NodeAccount(
    String name,
    String operator,
    ComputedIn precision,
    OptionalLong multiplyAdds,
    Optional<StepAccount> step) {}
