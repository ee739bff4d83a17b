package io.kilowatch.base.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.aopalliance.intercept.MethodInvocation;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.authorization.method.PreAuthorizeAuthorizationManager;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.util.SimpleMethodInvocation;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Asks whether an endpoint's {@code @PreAuthorize} lets the caller in before its arguments are
 * read. Method security alone asks afterwards, so that who may not call it would first be told what
 * is wrong with the call. Expressions can't refer to the arguments, therefore.
 */
final class RoleFirst implements HandlerInterceptor {

  private final PreAuthorizeAuthorizationManager manager = new PreAuthorizeAuthorizationManager();

  RoleFirst(RoleHierarchy roles) {
    var authorizations = new DefaultAuthorizationManagerFactory<MethodInvocation>();
    authorizations.setRoleHierarchy(roles);
    var expressions = new DefaultMethodSecurityExpressionHandler();
    expressions.setAuthorizationManagerFactory(authorizations);
    manager.setExpressionHandler(expressions);
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (handler instanceof HandlerMethod endpoint) {
      manager.verify(
          () -> SecurityContextHolder.getContext().getAuthentication(),
          new SimpleMethodInvocation(endpoint.getBean(), endpoint.getMethod()));
    }
    return true;
  }
}
