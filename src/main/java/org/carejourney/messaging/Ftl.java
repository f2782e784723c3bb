package org.carejourney.messaging;

import freemarker.core.HTMLOutputFormat;
import freemarker.core.InvalidReferenceException;
import freemarker.core.OutputFormat;
import freemarker.core.PlainTextOutputFormat;
import freemarker.core.TemplateClassResolver;
import freemarker.core._CoreAPI;
import freemarker.template.Configuration;
import freemarker.template.SimpleObjectWrapper;
import freemarker.template.SimpleScalar;
import freemarker.template.Template;
import freemarker.template.TemplateDateModel;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import java.io.IOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * FreeMarker with nothing to reach: no files, no Java classes, no methods of what the model holds.
 * Templates see maps, lists, strings, numbers, booleans and dates.
 */
final class Ftl {

  private static final Configuration HTML = configuration(HTMLOutputFormat.INSTANCE);
  private static final Configuration TEXT = configuration(PlainTextOutputFormat.INSTANCE);
  private static final Pattern ADDRESS =
      Pattern.compile("(?i)(https?://|mailto:|tel:)[^\\s\"'<>]*");
  private static final Pattern LINE = Pattern.compile("\r\n|\r|\n");

  static Template html(String name, String text) throws IOException {
    return checked(new Template(name, text, HTML));
  }

  static Template text(String name, String text) throws IOException {
    return checked(new Template(name, text, TEXT));
  }

  /** Lets an endless loop notice that its thread was interrupted. */
  private static Template checked(Template template) {
    _CoreAPI.addThreadInterruptedChecks(template);
    return template;
  }

  private static Configuration configuration(OutputFormat format) {
    var wrapper = new SimpleObjectWrapper(Configuration.VERSION_2_3_35);
    wrapper.setDefaultDateType(TemplateDateModel.DATETIME);
    var ftl = new Configuration(Configuration.VERSION_2_3_35);
    ftl.setObjectWrapper(wrapper);
    ftl.setOutputFormat(format);
    ftl.setRecognizeStandardFileExtensions(false);
    ftl.setTagSyntax(Configuration.SQUARE_BRACKET_TAG_SYNTAX);
    ftl.setInterpolationSyntax(Configuration.DOLLAR_INTERPOLATION_SYNTAX);
    ftl.setTemplateLoader(null);
    ftl.setNewBuiltinClassResolver(TemplateClassResolver.ALLOWS_NOTHING_RESOLVER);
    ftl.setAPIBuiltinEnabled(false);
    ftl.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    ftl.setLogTemplateExceptions(false);
    ftl.setWrapUncheckedExceptions(true);
    ftl.setFallbackOnNullLoopVariable(false);
    ftl.setDateTimeFormat("long_short");
    ftl.setTabSize(1);
    ftl.setSharedVariable("lines", lines(format));
    ftl.setSharedVariable("link", link());
    return ftl;
  }

  /** {@code lines(text)}: what a person typed, with its line breaks kept. */
  private static TemplateMethodModelEx lines(OutputFormat format) {
    return arguments -> {
      String text = string(arguments.size() == 1 ? arguments.get(0) : null, "lines").strip();
      if (format == PlainTextOutputFormat.INSTANCE) {
        return new SimpleScalar(LINE.matcher(text).replaceAll("\n"));
      }
      String escaped = HTMLOutputFormat.INSTANCE.escapePlainText(text);
      return HTMLOutputFormat.INSTANCE.fromMarkup(LINE.matcher(escaped).replaceAll("<br />"));
    };
  }

  /** {@code link(address)}: put around what fills an href; no script or data address passes. */
  private static TemplateMethodModelEx link() {
    return arguments -> {
      String address = string(arguments.size() == 1 ? arguments.get(0) : null, "link").strip();
      if (!ADDRESS.matcher(address).matches()) {
        throw new Told("a link must be an address that begins with https:, http:, mailto: or tel:");
      }
      return new SimpleScalar(address);
    };
  }

  private static String string(@Nullable Object argument, String method)
      throws TemplateModelException {
    if (argument instanceof TemplateScalarModel scalar) {
      return scalar.getAsString();
    }
    throw new Told(method + "(…) takes one text");
  }

  /** A mistake in words fit for the one who wrote the template; holds no value of the model. */
  static final class Told extends TemplateModelException {
    Told(String what) {
      super(what);
    }
  }

  /** What went wrong in a piece of a template, without any value of the model. */
  static String told(TemplateException e, String piece) {
    if (e instanceof InvalidReferenceException) {
      return e.getBlamedExpressionString() + " is missing";
    }
    return e instanceof Told
        ? e.getMessageWithoutStackTop()
        : piece + " cannot be worked out (" + e.getClass().getSimpleName() + ")";
  }

  private Ftl() {}
}
