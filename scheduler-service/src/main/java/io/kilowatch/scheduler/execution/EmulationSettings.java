package io.kilowatch.scheduler.execution;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How emulated tasks behave.
 *
 * @param durationError how far a task is from its expected duration at most, as a share of it: with
 *     0.1 each takes between 90 and 110 % of it
 */
@ConfigurationProperties("kilowatch.emulation")
record EmulationSettings(@DefaultValue("0") double durationError) {}
