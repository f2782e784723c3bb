package org.carejourney.engine.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import org.carejourney.engine.Company;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What all pages behind signed links have in common; their frame is {@code public.ftlh}. */
@Component
public class PublicPages implements WebMvcConfigurer {

  private final Company company;
  private final VisitLimit limit;

  PublicPages(Company company, VisitLimit limit) {
    this.company = company;
    this.limit = limit;
  }

  /** The address is the key to the page: nobody is told it, and nobody keeps what stands there. */
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new KeptToOurselves()).addPathPatterns("/p/**");
    registry.addInterceptor(limit).addPathPatterns("/p/**");
  }

  private static final class KeptToOurselves implements HandlerInterceptor {
    @Override
    public boolean preHandle(
        HttpServletRequest request, HttpServletResponse response, Object handler) {
      response.setHeader("Referrer-Policy", "no-referrer");
      response.setHeader("X-Robots-Tag", "noindex, nofollow");
      response.setHeader("Cache-Control", "no-store");
      return true;
    }
  }

  /**
   * Fills in the frame.
   *
   * @param state which of the page's states to show, for its texts
   * @return the view
   */
  public String page(String view, @Nullable Locale reader, String state, Model model) {
    model.addAttribute("language", Languages.of(reader).getLanguage());
    model.addAttribute("state", state);
    model.addAttribute("company", company);
    return view;
  }

  /** The one answer to every link that is forged, expired or about nothing: it tells nothing. */
  public String unknown(String view, Locale browser, HttpServletResponse response, Model model) {
    response.setStatus(HttpStatus.NOT_FOUND.value());
    return page(view, browser, "unknown", model);
  }
}
