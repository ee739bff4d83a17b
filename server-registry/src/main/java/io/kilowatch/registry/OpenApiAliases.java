package io.kilowatch.registry;

import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** Answers with the one OpenAPI document below each part of the API that this service has. */
@Controller
@Hidden
class OpenApiAliases {

  private final String document;

  OpenApiAliases(@Value("${springdoc.api-docs.path}") String document) {
    this.document = document;
  }

  @GetMapping({
    "/api/v1/auth/openapi",
    "/api/v1/users/openapi",
    "/api/v1/sites/openapi",
    "/api/v1/topology/openapi"
  })
  void forward(HttpServletRequest request, HttpServletResponse response)
      throws ServletException, IOException {
    request.getRequestDispatcher(document).forward(request, response);
  }
}
