package org.carejourney.customer;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.carejourney.engine.Problem;
import org.carejourney.engine.Text;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Lists of customers, taken in one after the other in the background. Good rows are kept, bad ones
 * listed; a list is laid aside on disk first, so it may be larger than the memory.
 */
@Component
public class Imports implements DisposableBean {

  private static final Logger log = LoggerFactory.getLogger(Imports.class);
  private static final int ROWS_PER_TRANSACTION = 100;

  private final ImportRows imports;
  private final Customers customers;
  private final Clock clock;
  private final TransactionTemplate transaction;
  private final TransactionTemplate savepoint;
  private volatile boolean stopping;
  private final ExecutorService worker =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "customer-import"));

  Imports(
      ImportRows imports,
      Customers customers,
      Clock clock,
      PlatformTransactionManager transactions) {
    this.imports = imports;
    this.customers = customers;
    this.clock = clock;
    this.transaction = new TransactionTemplate(transactions);
    this.savepoint = new TransactionTemplate(transactions);
    this.savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
  }

  /**
   * Takes a list and begins with it.
   *
   * @return the id to ask for its progress with
   * @throws Problem 400 for a header we do not know; then nothing has begun
   */
  public String start(InputStream csv, Charset charset) throws IOException {
    Path file = Files.createTempFile("customers-", ".csv");
    boolean begun = false;
    try {
      Files.copy(csv, file, StandardCopyOption.REPLACE_EXISTING);
      try (Reader header = reader(file, charset)) {
        new CustomerList(header);
      }
      String importId = UUID.randomUUID().toString();
      imports.begin(importId, clock.instant());
      worker.execute(() -> run(importId, file, charset));
      begun = true;
      return importId;
    } finally {
      if (!begun) {
        Files.delete(file);
      }
    }
  }

  /** {@link Problem} 404 {@code unknown-import} when there is none. */
  public ImportProgress progress(String importId) {
    return imports
        .find(importId)
        .orElseThrow(() -> Problem.notFound("unknown-import", "There is no import with this id"));
  }

  /** Keeps one row in a transaction of its own, or undoes it; says why it is bad, or null. */
  @Nullable String keep(CustomerList.Row row) {
    if (row.trouble() != null) {
      return row.trouble();
    }
    try {
      savepoint.executeWithoutResult(tx -> put(row));
      return null;
    } catch (Problem bad) {
      return bad.getMessage();
    } catch (DataAccessException e) {
      log.warn("A row of an import could not be stored", e);
      return "The row could not be stored";
    }
  }

  private void put(CustomerList.Row row) {
    String customerId = Checks.customerId(Text.orNull(row.cells().get("customerId")));
    Profile profile = new CustomerRow(row.cells(), customers.find(customerId)).profile();
    customers.put(profile.customer(customerId, clock), profile.statements(clock));
  }

  private void run(String importId, Path file, Charset charset) {
    String status = "failed";
    try (Reader csv = reader(file, charset)) {
      readAll(importId, new CustomerList(csv));
      status = "done";
    } catch (IOException | RuntimeException e) {
      log.error("The import {} failed", importId, e);
    } finally {
      imports.end(importId, status, clock.instant());
      file.toFile().delete();
    }
  }

  private void readAll(String importId, CustomerList list) throws IOException {
    Tally tally = new Tally();
    for (var rows = some(list); !rows.isEmpty(); rows = some(list)) {
      if (stopping) {
        throw new IOException("Stopped with the server");
      }
      List<CustomerList.Row> batch = rows;
      transaction.executeWithoutResult(tx -> keepAll(importId, batch, tally));
    }
  }

  /** Rows so far, over all transactions of one list. */
  private static final class Tally {
    private long read;
    private long kept;
  }

  private void keepAll(String importId, List<CustomerList.Row> rows, Tally tally) {
    for (CustomerList.Row row : rows) {
      String reason = keep(row);
      if (reason == null) {
        tally.kept++;
      } else {
        imports.bad(importId, row.line(), reason, tally.read - tally.kept);
      }
      tally.read++;
    }
    imports.progress(importId, tally.read, tally.kept);
  }

  private static List<CustomerList.Row> some(CustomerList list) throws IOException {
    List<CustomerList.Row> rows = new ArrayList<>();
    for (int i = 0; i < ROWS_PER_TRANSACTION; i++) {
      CustomerList.Row row = list.next();
      if (row == null) {
        break;
      }
      rows.add(row);
    }
    return rows;
  }

  /** Bytes that are no text in this charset become the visible replacement character. */
  private static Reader reader(Path file, Charset charset) throws IOException {
    return new InputStreamReader(Files.newInputStream(file), charset);
  }

  @Override
  public void destroy() throws InterruptedException {
    // Not by interrupting: that closes the files of an embedded database.
    stopping = true;
    worker.shutdown();
    worker.awaitTermination(10, TimeUnit.SECONDS);
  }
}
