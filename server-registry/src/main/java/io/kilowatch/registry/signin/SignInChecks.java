package io.kilowatch.registry.signin;

import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Puts the checks in front of the controllers. */
@Configuration(proxyBeanMethods = false)
class SignInChecks implements WebMvcConfigurer {

  private final OriginCheck origin;
  private final LivingSessionCheck session;
  private final RegistrationThrottle registrations;

  SignInChecks(OriginCheck origin, LivingSessionCheck session, RegistrationThrottle registrations) {
    this.origin = origin;
    this.session = session;
    this.registrations = registrations;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(origin).addPathPatterns("/api/v1/auth/**");
    registry.addInterceptor(registrations).addPathPatterns("/api/v1/auth/register");
    registry.addInterceptor(session).addPathPatterns("/api/v1/**");
  }
}
