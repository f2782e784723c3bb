package org.carejourney.messaging;

import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.carejourney.engine.ModelFiles;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.context.event.ApplicationStartedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * What customers read, by template names such as {@code support/complaint-received}. Each message
 * and language is one file for each way it goes: {@code <locale>.mjml.ftl} for an e-mail, {@code
 * .sms.ftl}, {@code .chat.ftl}, and {@code .call.ftl} for what is said on the phone. A file under
 * {@code care.home} wins over a packaged one and its changes are live.
 */
@Component
public class Templates {

  private static final Logger log = LoggerFactory.getLogger(Templates.class);

  /** The language every message has. */
  static final Locale DEFAULT = Locale.ENGLISH;

  private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(/[a-z0-9-]+)+");
  private static final int MOST = 500_000;

  private final TemplateFiles files;
  private final Duration patience;
  private final Map<String, Letter> letters = new ConcurrentHashMap<>();

  /** Apart from the callers' threads, which hold transactions and must not be interrupted. */
  private final ExecutorService renderers =
      Executors.newCachedThreadPool(
          work -> {
            var thread = new Thread(work, "render");
            thread.setDaemon(true);
            return thread;
          });

  @Autowired
  Templates(ModelFiles files) {
    this(files, Duration.ofSeconds(4));
  }

  Templates(ModelFiles files, Duration patience) {
    this.files = new TemplateFiles(files);
    this.patience = patience;
  }

  /**
   * Compiles everything before the house opens: the first customer does not wait for it, and a
   * broken file is told before anybody needs it.
   */
  @EventListener(ApplicationStartedEvent.class)
  void compileAll() {
    for (String template : all()) {
      for (Variant variant : Variant.values()) {
        for (String tag : locales(template, variant)) {
          try {
            letter(template, variant, Locale.forLanguageTag(tag));
          } catch (TemplateProblem e) {
            log.error("A message cannot be sent: {}", e.getMessage());
          }
        }
      }
    }
  }

  /**
   * Renders a message as a channel carries it.
   *
   * @param locale the customer's; without a template for it, the chain is {@code pl-PL}, {@code
   *     pl}, {@code en}
   * @param zone the customer's; dates print in it
   * @param model maps, lists, strings, numbers, booleans and {@code java.util.Date}s; an absent
   *     value is a missing key or null
   * @throws TemplateProblem when there is no such template for the channel, or something it needs
   *     is missing
   */
  public Rendered render(
      String template, String channel, Locale locale, ZoneId zone, Map<String, Object> model) {
    Variant variant =
        Variant.on(channel)
            .orElseThrow(
                () -> new TemplateProblem(template, 0, "nothing is written for " + channel));
    Letter letter = letter(template, variant, locale);
    Locale own = Locale.forLanguageTag(letter.locale());
    // A letter in English has English weekdays, though its reader may live elsewhere.
    Locale words = own.getLanguage().equals(locale.getLanguage()) ? locale : own;
    TimeZone times = TimeZone.getTimeZone(zone);
    return inTime(letter.file(), () -> letter.render(model, words, times, MOST));
  }

  /**
   * Whether there is such a template for a channel in the default language, so that everyone can be
   * written.
   */
  public boolean exists(String template, String channel) {
    return NAME.matcher(template).matches()
        && Variant.on(channel)
            .filter(variant -> files.exists(variant.file(template, DEFAULT.toLanguageTag())))
            .isPresent();
  }

  /** The names of all templates, in order. */
  public List<String> all() {
    return files.all().stream()
        .filter(file -> Arrays.stream(Variant.values()).anyMatch(variant -> variant.is(file)))
        .map(file -> file.substring(0, file.lastIndexOf('/')))
        .distinct()
        .toList();
  }

  /** The language tags a template is written in, in order; empty when there is none. */
  List<String> locales(String template, Variant variant) {
    return files.all().stream()
        .filter(file -> variant.is(file) && file.lastIndexOf('/') == template.length())
        .filter(file -> file.startsWith(template))
        .map(variant::tag)
        .toList();
  }

  private Letter letter(String template, Variant variant, Locale locale) {
    if (!NAME.matcher(template).matches()) {
      throw new TemplateProblem(template, 0, "is not the name of a template");
    }
    List<String> chain = chain(locale);
    for (String tag : chain) {
      String file = variant.file(template, tag);
      if (files.exists(file)) {
        return letters.compute(
            file,
            (name, known) -> known != null && fresh(known) ? known : compiled(name, tag, variant));
      }
    }
    throw new TemplateProblem(
        variant.file(template, DEFAULT.toLanguageTag()),
        0,
        "there is no such file; looked for " + chain);
  }

  private Letter compiled(String file, String tag, Variant variant) {
    return variant == Variant.LETTER
        ? LetterCompiler.compile(files, file, tag)
        : LetterCompiler.compileText(files, file, tag);
  }

  private static List<String> chain(Locale locale) {
    List<String> chain = new ArrayList<>();
    for (String tag = locale.stripExtensions().toLanguageTag(); !tag.isEmpty(); ) {
      chain.add(tag);
      tag = tag.substring(0, Math.max(tag.lastIndexOf('-'), 0));
    }
    chain.add(DEFAULT.toLanguageTag());
    return chain;
  }

  private boolean fresh(Letter letter) {
    return letter.uses().entrySet().stream()
        .allMatch(use -> use.getValue().equals(files.stamp(use.getKey())));
  }

  private Rendered inTime(String file, Callable<Rendered> work) {
    var result = renderers.submit(work);
    try {
      return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new TemplateProblem(file, 0, "takes longer than " + patience.toSeconds() + " s");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TemplateProblem(file, 0, "was interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TemplateProblem problem) {
        throw problem;
      }
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new TemplateProblem(file, 0, "cannot be rendered: " + cause.getClass().getName());
    } finally {
      result.cancel(true);
    }
  }
}
