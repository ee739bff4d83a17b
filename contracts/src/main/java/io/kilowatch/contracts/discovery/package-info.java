/** What runs and how it is wired, in MsgFlo's discovery format. */
@NullMarked
package io.kilowatch.contracts.discovery;

import org.jspecify.annotations.NullMarked;
