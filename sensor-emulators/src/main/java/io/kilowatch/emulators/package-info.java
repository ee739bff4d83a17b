/**
 * Emulates one power and one CO2 sensor for each server whose sensors are emulated. Servers come in
 * from the registry's directory; readings go out to ingestion over HTTP as any sensor's would. A
 * reading is a function of server, metric, time and parameters, and times lie on the grid of the
 * sensor's interval: two replicas that read for one server at once send the same readings, which
 * are stored once.
 */
@NullMarked
package io.kilowatch.emulators;

import org.jspecify.annotations.NullMarked;
