/**
 * How much CO2 a watt causes: grid intensity per zone and hour, life-cycle factors of energy
 * sources, and the emission rate of a server that follows from them. Plain Java; a service that
 * needs it declares {@link io.kilowatch.base.carbon.CarbonIntensity} as a bean.
 */
@NullMarked
package io.kilowatch.base.carbon;

import org.jspecify.annotations.NullMarked;
