package io.kilowatch.base.security;

import io.kilowatch.base.problem.ProblemWriter;
import jakarta.servlet.DispatcherType;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.access.hierarchicalroles.RoleHierarchyImpl;
import org.springframework.security.authentication.AuthenticationServiceException;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.AccessDeniedHandler;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** The one filter chain of every service: signed in, unless a path is declared public. */
@AutoConfiguration(before = ServletWebSecurityAutoConfiguration.class)
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableMethodSecurity
public class WebSecurityAutoConfiguration {

  private static final String KEYS_LATER_SECONDS = "10";

  @Bean
  static RoleHierarchy roleHierarchy() {
    return RoleHierarchyImpl.withDefaultRolePrefix()
        .role("ADMIN")
        .implies("ENGINEER")
        .role("ENGINEER")
        .implies("USER")
        .build();
  }

  @Bean
  WebMvcConfigurer currentUserArguments() {
    return new WebMvcConfigurer() {
      @Override
      public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CurrentUserArgument());
      }
    };
  }

  @Bean
  WebMvcConfigurer roleFirst(RoleHierarchy roles) {
    return new WebMvcConfigurer() {
      @Override
      public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new RoleFirst(roles));
      }
    };
  }

  @Bean
  SecurityFilterChain filterChain(
      HttpSecurity http,
      JwtDecoder tokens,
      ProblemWriter problems,
      ObjectProvider<PublicPaths> declared,
      @Value("${springdoc.api-docs.path:/v3/api-docs}") String openApiPath) {
    RequestMatcher publicPaths = publicPaths(declared, openApiPath);
    return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .csrf(AbstractHttpConfigurer::disable) // CsrfFilter below takes its place
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .authorizeHttpRequests(requests ->
            requests
                .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR)
                .permitAll()
                .requestMatchers(publicPaths)
                .permitAll()
                .requestMatchers("/internal/**")
                .hasRole(Tokens.SERVICE_ROLE)
                .anyRequest()
                .hasRole("USER"))
        .oauth2ResourceServer(server ->
            server
                .withObjectPostProcessor(answeringFailures(problems))
                .bearerTokenResolver(new SessionToken(publicPaths))
                .authenticationEntryPoint(notSignedIn(problems))
                .accessDeniedHandler(notAllowed(problems))
                .jwt(jwt -> jwt.decoder(tokens).jwtAuthenticationConverter(authorities())))
        .exceptionHandling(handling ->
            handling
                .authenticationEntryPoint(notSignedIn(problems))
                .accessDeniedHandler(notAllowed(problems)))
        .addFilterBefore(new CsrfFilter(problems), AuthorizationFilter.class)
        .build();
  }

  private static RequestMatcher publicPaths(
      ObjectProvider<PublicPaths> declared, String openApiPath) {
    // Actuator listens on the management port alone; there its paths are for the operator.
    Stream<String> always = Stream.of("/actuator/**", openApiPath, openApiPath + "/**", "/error");
    Stream<String> own = declared.stream().flatMap(paths -> paths.patterns().stream());
    return new OrRequestMatcher(
        Stream.concat(always, own)
            .<RequestMatcher>map(PathPatternRequestMatcher.withDefaults()::matcher)
            .toList());
  }

  private static JwtAuthenticationConverter authorities() {
    JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
    converter.setJwtGrantedAuthoritiesConverter(token ->
        List.of(new SimpleGrantedAuthority("ROLE_" + token.getClaimAsString(Tokens.ROLE_CLAIM))));
    return converter;
  }

  private static AuthenticationEntryPoint notSignedIn(ProblemWriter problems) {
    return (request, response, e) -> {
      response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
      problems.write(
          response, HttpStatus.UNAUTHORIZED, "Sign in first, or the token is no longer valid.");
    };
  }

  /** By itself the filter lets a failure to get at the keys out as an error of the server. */
  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringFailures(
      ProblemWriter problems) {
    AuthenticationEntryPoint notSignedIn = notSignedIn(problems);
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
        filter.setAuthenticationFailureHandler((request, response, e) -> {
          if (e instanceof AuthenticationServiceException) {
            response.setHeader(HttpHeaders.RETRY_AFTER, KEYS_LATER_SECONDS);
            problems.write(
                response,
                HttpStatus.SERVICE_UNAVAILABLE,
                "The keys to check the token with can't be had now.");
          } else {
            notSignedIn.commence(request, response, e);
          }
        });
        return filter;
      }
    };
  }

  private static AccessDeniedHandler notAllowed(ProblemWriter problems) {
    return (request, response, e) ->
        problems.write(response, HttpStatus.FORBIDDEN, "Your role does not allow this.");
  }
}
