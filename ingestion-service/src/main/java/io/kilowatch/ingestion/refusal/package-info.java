/** Why a request as a whole was not taken. */
@NullMarked
package io.kilowatch.ingestion.refusal;

import org.jspecify.annotations.NullMarked;
