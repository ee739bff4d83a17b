package io.kilowatch.base.problem;

import jakarta.validation.ConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.HandlerMethodValidationException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.databind.json.JsonMapper;

/** Turns whatever a controller throws into a problem that names the field and the reason. */
@RestControllerAdvice
public final class ProblemAdvice extends ResponseEntityExceptionHandler {

  private static final Logger LOG = LoggerFactory.getLogger(ProblemAdvice.class);

  private final WantedType wanted;
  private final UnreadableBody unreadable;

  ProblemAdvice(JsonMapper jsonMapper) {
    this.wanted = new WantedType(jsonMapper);
    this.unreadable = new UnreadableBody(wanted);
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> refused(ProblemException e) {
    return new ResponseEntity<>(
        Problems.of(e.status(), String.valueOf(e.getMessage()), e.errors()),
        Problems.retryAfter(e.retryAfter()),
        e.status());
  }

  @ExceptionHandler
  ResponseEntity<ProblemDetail> violated(ConstraintViolationException e) {
    List<FieldProblem> errors =
        e.getConstraintViolations().stream()
            .map(v -> new FieldProblem(v.getPropertyPath().toString(), v.getMessage()))
            .toList();
    return badRequest(errors);
  }

  /** Answers what nobody has foreseen, of which the log tells. */
  @ExceptionHandler
  public ResponseEntity<ProblemDetail> unexpected(RuntimeException e) {
    if (e instanceof AccessDeniedException || e instanceof AuthenticationException) {
      throw e; // Spring Security's filters answer these, with 401 or 403.
    }
    LOG.error("unexpected failure of a request", e);
    return ResponseEntity.internalServerError()
        .body(
            Problems.of(
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Something failed here that should not; the log of the service says what.",
                List.of()));
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMethodArgumentNotValid(
      MethodArgumentNotValidException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<FieldProblem> errors =
        e.getBindingResult().getFieldErrors().stream()
            .map(f -> new FieldProblem(f.getField(), String.valueOf(f.getDefaultMessage())))
            .toList();
    return answer(errors, headers, status);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHandlerMethodValidationException(
      HandlerMethodValidationException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    List<FieldProblem> errors = new ArrayList<>();
    e.getParameterValidationResults()
        .forEach(result ->
            result
                .getResolvableErrors()
                .forEach(error ->
                    errors.add(
                        new FieldProblem(
                            String.valueOf(result.getMethodParameter().getParameterName()),
                            String.valueOf(error.getDefaultMessage())))));
    return answer(errors, headers, status);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    // Jackson wraps whatever a body's stream throws, our own refusal too.
    for (Throwable cause = e.getCause(); cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException refusal) {
        return new ResponseEntity<>(refused(refusal).getBody(), headers, refusal.status());
      }
    }
    return answer(List.of(unreadable.problem(e.getCause())), headers, status);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleHttpMediaTypeNotSupported(
      HttpMediaTypeNotSupportedException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    if (e.getContentType() == null) {
      e.getBody().setDetail("The Content-Type is missing or can't be read.");
    }
    return super.handleHttpMediaTypeNotSupported(e, headers, status, request);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleMissingServletRequestParameter(
      MissingServletRequestParameterException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(List.of(new FieldProblem(e.getParameterName(), "is required")), headers, status);
  }

  @Override
  protected @Nullable ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    String field =
        e instanceof MethodArgumentTypeMismatchException mismatch
            ? mismatch.getName()
            : String.valueOf(e.getPropertyName());
    return answer(
        List.of(new FieldProblem(field, wanted.inWords(e.getRequiredType()))), headers, status);
  }

  private static ResponseEntity<ProblemDetail> badRequest(List<FieldProblem> errors) {
    return ResponseEntity.badRequest()
        .body(
            Problems.of(
                HttpStatus.BAD_REQUEST, "The request has fields that can't be accepted.", errors));
  }

  private static ResponseEntity<Object> answer(
      List<FieldProblem> errors, HttpHeaders headers, HttpStatusCode status) {
    return new ResponseEntity<>(
        Problems.of(status, "The request has fields that can't be accepted.", errors),
        headers,
        status);
  }
}
