/**
 * The local platform's one origin: routes prefixes to services, serves the page, and is the only
 * one whose word on a client's address counts.
 */
@NullMarked
package io.kilowatch.edge;

import org.jspecify.annotations.NullMarked;
