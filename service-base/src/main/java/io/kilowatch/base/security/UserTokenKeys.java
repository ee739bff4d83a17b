package io.kilowatch.base.security;

import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;

/** The public keys that the registry signs people's tokens with. */
public record UserTokenKeys(JWKSource<SecurityContext> source) {}
