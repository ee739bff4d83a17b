package io.kilowatch.registry.signin;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;

/** Bounds how many accounts one source may ask for, before any password is hashed. */
@Component
class RegistrationThrottle implements HandlerInterceptor {

  private final Throttle throttle;
  private final CallSource source;

  RegistrationThrottle(Throttle throttle, CallSource source) {
    this.throttle = throttle;
    this.source = source;
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if ("POST".equals(request.getMethod())) {
      throttle.registration(source.of(request));
    }
    return true;
  }
}
