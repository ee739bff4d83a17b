package io.kilowatch.scheduler.receipt;

import io.kilowatch.base.problem.ProblemException;
import io.kilowatch.scheduler.task.Task;
import io.kilowatch.scheduler.task.TaskStore;
import io.swagger.v3.oas.annotations.Operation;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Receipts over HTTP; for everybody who is signed in, as tasks are. */
@RestController
class ReceiptController {

  private final TaskStore store;
  private final MongoTemplate mongo;

  ReceiptController(TaskStore store, MongoTemplate mongo) {
    this.store = store;
    this.mongo = mongo;
  }

  @GetMapping("/api/v1/tasks/{id}/receipt")
  @Operation(
      summary = "What a task drew, emitted and cost, and what planning it saved",
      description =
          "409 while there is none: it is made about a minute after the end, and once the"
              + " intensities of what it is compared with are known.")
  Receipt receipt(@PathVariable String id) {
    Task task = store.find(id).orElseThrow(() -> ProblemException.notFound("task " + id));
    Receipt receipt = mongo.findById(id, Receipt.class);
    if (receipt != null) {
      return receipt;
    }
    throw ProblemException.conflict(
        task.state().isActive() || task.receiptDueAt() != null
            ? "The receipt is made once the task has ended and its readings are there."
            : "The task has never run.");
  }
}
